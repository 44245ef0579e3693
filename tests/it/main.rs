//! Tests of the whole program, in one binary because each links polars.

mod algorithms;
mod cleaning;
mod contract;
mod corruption;
mod documents;
mod filter;
mod filter_screen;
mod flow;
mod planted;
mod pseudo_terminal;
mod random;
mod scatter;
mod screens;
mod support;
mod traps;
mod update;
