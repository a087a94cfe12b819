//! Who is in, who is out and why.
