# The handful of things one does. «just» alone lists them.

set positional-arguments

_list:
    @just --list

# answer a question from the indexed articles
ask *QUESTION:
    cargo run --release --quiet -- ask "$@"

# bring the index in line with the configured articles, or with the given ones
index *ARGUMENTS:
    cargo run --release --quiet -- index "$@"

# format the code
format:
    cargo fmt

# what a change must pass before it is shown to anyone
check:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings
    cargo test --locked

# measure OnRecord beside Tantivy alone and SQLite: ARTICLES … --texts FOLDER --out FOLDER
bench *ARGUMENTS:
    cargo build --release --locked
    cargo bench --manifest-path benches/Cargo.toml --target-dir target -- "$@"

# try readers, segmenter, attribution and questions on bytes nobody meant: TARGET|all SECONDS [SEED]
fuzz *ARGUMENTS:
    cargo run --release --manifest-path fuzz/Cargo.toml --target-dir target --example mutate -- "$@"

# licences, bans and sources of every dependency
deny:
    cargo deny --locked check licenses bans sources

# everything, as on a clean machine
ci:
    .ci/run
