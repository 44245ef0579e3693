//! Faults from outside, against the built program: signals, kill -9, full disks, limits, damage, and bombs.
//!
//! Every test takes its moments and places from a seed that it prints when it fails. `SEGSCOPE_FAULTS_SEED` sets it,
//! `SEGSCOPE_FAULTS_TRIES` multiplies the tries. None of these links the program, so that they build in seconds.
#![cfg(unix)]

mod archives;
mod bombs;
mod damage;
mod disk;
mod hostile;
mod killed;
mod limits;
mod old_workbooks;
mod program;
mod random;
mod signals;
mod terminal;
mod twins;
