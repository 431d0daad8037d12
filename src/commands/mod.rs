//! One file a command; what they share is here: the session, exit statuses, speaking to people.

mod align;
mod check;
mod explain;
mod fix;
mod init;
mod layers;
mod origins;
mod pairs;
mod posts;
mod progress;
mod rules;
mod run;
mod site;
mod summary;
mod work;

use crate::cli::{Cli, Color, Command, Format, Global};
use crate::config::ConfigError;
use crate::output::{printable, style::Styles};
use clap::Parser;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// How a run ended: its exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 0: nothing to complain about.
    Clean,
    /// 1: findings remain, or the diff is not empty.
    Findings,
    /// 2: the run itself failed.
    Failed,
}

/// Why a command gave up.
#[derive(Debug)]
enum Failure {
    /// In words for people: what, where, what to do.
    Said(String),
    /// Standard output was closed: whoever read it has seen enough.
    Closed,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::Said(format!("standard output cannot be written: {}", crate::config::plain(&error)))
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Said(error.0)
    }
}

type Outcome = Result<Status, Failure>;

/// Threads that `-j` starts at most.
const MOST_THREADS: usize = 256;

/// What every command is given.
struct Session {
    global: Global,
    cwd: PathBuf,
    /// Colours of standard output.
    styles: Styles,
    /// Colours of standard error.
    err: Styles,
    /// Whether standard output is a terminal.
    terminal: bool,
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let session = match Session::new(cli.global) {
        Ok(session) => session,
        Err(message) => {
            let _ = writeln!(io::stderr(), "error: {message}");
            return ExitCode::from(Status::Failed as u8);
        }
    };
    let outcome = match &cli.command {
        Command::Check(args) => check::run(&session, args),
        Command::Fix(args) => fix::run(&session, args),
        Command::Pairs(args) => pairs::run(&session, args),
        Command::Align(args) => align::run(&session, args),
        Command::Rules(args) => rules::run(&session, args),
        Command::Explain(args) => explain::run(&session, args),
        Command::Init(args) => init::run(&session, args),
    };
    let status = outcome.unwrap_or_else(|failure| match failure {
        Failure::Said(message) => {
            session.error(&message);
            Status::Failed
        }
        Failure::Closed => Status::Clean,
    });
    ExitCode::from(status as u8)
}

impl Session {
    fn new(global: Global) -> Result<Self, String> {
        let cwd = std::env::current_dir()
            .and_then(|dir| dir.canonicalize())
            .map_err(|e| format!("the working directory is gone: {}", crate::config::plain(&e)))?;
        if let Some(threads) = global.threads {
            if threads == 0 {
                return Err("-j 0 leaves nobody to do the work; give 1 or more".to_owned());
            }
            // More threads than this only wait for each other, and starting them takes minutes.
            let threads = threads.min(MOST_THREADS);
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
            pool.map_err(|e| format!("-j {threads}: {e}"))?;
        }
        let colored = |choice: anstream::ColorChoice| match (global.color, choice) {
            (Color::Always, _) => true,
            (Color::Never, _) | (Color::Auto, anstream::ColorChoice::Never) => false,
            (Color::Auto, _) => true,
        };
        let styles = |yes: bool| if yes { Styles::colored() } else { Styles::default() };
        Ok(Self {
            styles: styles(colored(anstream::AutoStream::choice(&io::stdout()))),
            err: styles(colored(anstream::AutoStream::choice(&io::stderr()))),
            terminal: io::stdout().is_terminal(),
            global,
            cwd,
        })
    }

    /// The format asked for; `full` is for eyes, so elsewhere a line a finding is the default.
    fn format(&self, asked: Option<Format>) -> Format {
        asked.unwrap_or(if self.terminal { Format::Full } else { Format::Concise })
    }

    /// Says what went wrong, on standard error.
    fn error(&self, message: &str) {
        let red = self.err.error;
        // There is nobody left to tell when this fails.
        let _ = writeln!(io::stderr(), "{red}error{red:#}: {}", spoken(message));
    }

    /// Says something that `-q` keeps quiet, on standard error.
    fn say(&self, message: &str) {
        if !self.global.quiet {
            let _ = writeln!(io::stderr(), "{}", spoken(message));
        }
    }

    /// Says something that only `-v` wants to know, on standard error.
    fn detail(&self, message: &str) {
        if self.global.verbose {
            let _ = writeln!(io::stderr(), "{}", spoken(message));
        }
    }
}

/// `message` as it may be shown: names of files can hold anything.
fn spoken(message: &str) -> String {
    message.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// Standard output, buffered.
fn stdout() -> io::BufWriter<io::StdoutLock<'static>> {
    io::BufWriter::with_capacity(1 << 16, io::stdout().lock())
}
