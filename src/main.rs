//! The command line of zeis.

fn main() -> std::process::ExitCode {
    zeis::cli::main()
}
