//! The command line: one file a command; arguments in, calls into the library, printed out.
