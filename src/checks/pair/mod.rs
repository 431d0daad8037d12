//! PAIR: the two sides of a post.
