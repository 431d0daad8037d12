//! Command-line types, no logic.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Finds and repairs what rots in bilingual Markdown: mojibake and legacy bytes, text in the wrong
/// language, translations that drifted from their source.
#[derive(Debug, Parser)]
#[command(name = "visavis", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Use this configuration file and no other
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, global = true, conflicts_with = "config", help_heading = "Global options")]
    pub isolated: bool,
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help_heading = "Global options",
        long_help = "When to use colours: auto, always or never. NO_COLOR and CLICOLOR_FORCE are respected"
    )]
    pub color: Color,
    /// Say nothing but findings and errors
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub quiet: bool,
    /// Say more: which files are read, what is left alone and why
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Global options")]
    pub verbose: bool,
    /// Number of threads; as many as there are processors when not given
    #[arg(short = 'j', long, global = true, value_name = "N", help_heading = "Global options")]
    pub threads: Option<usize>,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that wants them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report findings; write nothing
    Check(CheckArgs),
    /// Apply safe fixes in place; only files that change are touched
    Fix(FixArgs),
    /// Show each post in each language: coverage, untranslated, missing, extra, stale
    Pairs(PairsArgs),
    /// Show the alignment of two files, sentence by sentence
    Align(AlignArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Explain a rule, with examples
    Explain(ExplainArgs),
    /// Write a visavis.toml that fits the site found here
    Init(InitArgs),
}

/// Options that choose files.
#[derive(Debug, Clone, Args)]
pub struct FileArgs {
    /// Files and folders; `-` reads standard input
    #[arg(value_name = "PATHS", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// The path that standard input stands for
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Also take in other text files that match, for the ENC rules: '*.po'
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave out files and folders that match
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
}

/// Options that choose rules.
#[derive(Debug, Clone, Args)]
pub struct RuleArgs {
    /// Run only these rules: codes, prefixes of codes, names, or ALL
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Option<Vec<String>>,
    /// Run these rules as well
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub extend_select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Option<Vec<String>>,
    /// Drop findings that are less sure than this, from 0 to 1
    #[arg(long, value_name = "0..1")]
    pub min_confidence: Option<f64>,
    /// Apply fixes that need a human's eye too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Review mode: compare the two sides of a post more sensitively
    #[arg(long)]
    pub strict: bool,
    /// The lowest severity that fails the run
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,
    /// Exit with status 0 whatever is found
    #[arg(long)]
    pub exit_zero: bool,
    /// How to print findings; `full` on a terminal, `concise` elsewhere
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// A severity that fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The line, the span underlined, the repair.
    Full,
    /// One line a finding.
    Concise,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// SARIF 2.1.0, with fixes.
    Sarif,
    /// GitHub Actions annotations.
    Github,
    /// GitLab Code Quality.
    Gitlab,
    /// JUnit XML.
    Junit,
}

/// `visavis check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which files.
    #[command(flatten)]
    pub files: FileArgs,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// `visavis fix`
#[derive(Debug, Args)]
pub struct FixArgs {
    /// Which files.
    #[command(flatten)]
    pub files: FileArgs,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Print one unified diff instead of writing
    #[arg(long)]
    pub diff: bool,
    /// Write the fixed copies under this folder, each at its relative path; the originals stay as they
    /// are, and a path's leading `..` are left out
    #[arg(long, value_name = "DIR", conflicts_with = "diff")]
    pub output: Option<PathBuf>,
}

/// `visavis pairs`
#[derive(Debug, Args)]
pub struct PairsArgs {
    /// Which files.
    #[command(flatten)]
    pub files: FileArgs,
    /// How to print the table
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: PairsFormat,
    /// Review mode: compare more sensitively
    #[arg(long)]
    pub strict: bool,
    /// Fail when the coverage of any page is below this percentage
    #[arg(long, value_name = "PERCENT")]
    pub fail_under: Option<f64>,
}

/// How the table of pairs is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PairsFormat {
    /// A table for people.
    Text,
    /// A JSON array.
    Json,
    /// Comma-separated values.
    Csv,
    /// A Markdown table.
    Markdown,
}

/// `visavis align`
#[derive(Debug, Args)]
pub struct AlignArgs {
    /// The original
    pub source: PathBuf,
    /// The translation
    pub target: PathBuf,
    /// How to print the alignment
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: AlignFormat,
    /// The files are plain text, one sentence a line, blank lines between paragraphs
    #[arg(long)]
    pub sentences: bool,
    /// Fail when the share of sentences with a counterpart is below this percentage
    #[arg(long, value_name = "PERCENT")]
    pub fail_under: Option<f64>,
}

/// How an alignment is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AlignFormat {
    /// Side by side, for people.
    Text,
    /// One link a line, tab-separated.
    Tsv,
    /// One JSON object.
    Json,
    /// TMX 1.4b.
    Tmx,
}

/// `visavis rules`
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// How to print the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table for people.
    Text,
    /// A JSON array.
    Json,
}

/// `visavis explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A rule's code or name
    pub rule: String,
}

/// `visavis init`
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder to look at and write to
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// Print the file instead of writing it
    #[arg(long)]
    pub dry_run: bool,
}
