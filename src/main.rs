//! Answer completions, parse, install error reports, dispatch.

use std::ffi::OsString;
use std::process::ExitCode;

use segscope::{allocator, commands, config_file, terminal, user_folders};

fn main() -> color_eyre::Result<ExitCode> {
    let args: Vec<OsString> = std::env::args_os().collect();
    if commands::answers(&args)? {
        return Ok(ExitCode::SUCCESS);
    }
    allocator::give_large_blocks_back();
    terminal::install_panic_hook()?;
    terminal::survive_file_limit()?;
    let (folder, state) = (user_folders::configuration(), user_folders::state());
    Ok(match config_file::command_line(&args, folder.as_deref(), state.as_deref()) {
        Ok(cli) => commands::run(cli),
        Err(error) => commands::answer(&error, &args),
    })
}
