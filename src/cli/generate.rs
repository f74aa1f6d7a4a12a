//! `onrecord completions` and `onrecord man`: made from the same description of the arguments that parses them.

use anyhow::bail;
use clap::{Command, CommandFactory};
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

/// The page of the program, or of one of its commands.
pub fn man(command: Option<&str>, output: &Output) -> anyhow::Result<Outcome> {
    let mut program = Cli::command();
    program.build();
    let described = match command {
        Some(name) => page(&program, name)?,
        None => program,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(described).render(&mut page)?;
    output.data(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Found)
}

fn page(program: &Command, name: &str) -> anyhow::Result<Command> {
    let shown = || program.get_subcommands().filter(|command| !command.is_hide_set());
    let Some(command) = shown().find(|command| command.get_name() == name) else {
        let names: Vec<&str> = shown().map(Command::get_name).collect();
        bail!("there is no command «{name}»; there is: {}", names.join(", "));
    };
    Ok(command.clone())
}
