//! The program: parse, run, exit. Nothing else exits the process.

use std::process::ExitCode;

fn main() -> ExitCode {
    recto::cli::main().into()
}
