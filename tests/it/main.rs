//! Tests of the whole program, in one binary because each links polars.

mod contract;
mod documents;
mod pseudo_terminal;
mod random;
mod screens;
mod support;
mod traps;
mod update;
