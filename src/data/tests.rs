//! Whole loads: every format, every trap of the files people have.
