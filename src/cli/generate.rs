//! `onrecord completions` and `onrecord man`: made from the same description of the arguments that parses them.

use clap::CommandFactory;
use clap_complete::Shell;

use super::Outcome;
use super::args::Cli;
use super::output::Output;

pub fn completions(shell: Shell, output: &Output) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "onrecord", &mut script);
    output.data(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Found)
}

pub fn man(output: &Output) -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    output.data(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Found)
}
