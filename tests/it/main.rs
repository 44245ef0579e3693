//! Tests of the whole program, in one binary because each links polars.

mod algorithms;
mod cleaning;
mod contract;
mod corruption;
mod documents;
mod drill;
mod export;
mod filter;
mod filter_screen;
mod flow;
mod later;
mod places;
mod planted;
mod profiles;
mod pseudo_terminal;
mod random;
mod rename;
mod saved_model;
mod scatter;
mod screens;
mod segments_screen;
mod support;
mod traps;
mod update;
