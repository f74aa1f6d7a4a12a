//! The program: arguments in, one call, exit code out.

fn main() -> std::process::ExitCode {
    onrecord::cli::run(std::env::args_os())
}
