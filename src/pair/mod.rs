//! The two sides of a post: finding them, aligning them, comparing them.
