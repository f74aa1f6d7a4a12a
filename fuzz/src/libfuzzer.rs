//! What cargo fuzz runs: the target that the binary is named after.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| onrecord_fuzz::run(env!("CARGO_BIN_NAME"), bytes));
