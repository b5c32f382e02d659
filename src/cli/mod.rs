//! The command line: `stations serve` and the operator's tools.

mod admin;
mod county;
mod keys;
pub mod logging;
mod serve;
mod statistics;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    auth::policy,
    config::Config,
    db::{database::Database, migrations, pool},
    demo,
    http::clock::Clock,
};

/// Backend of township social-work stations. Settings come from the environment; see docs/operations.md.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the service; without `DATABASE_URL` with a private PostgreSQL in `DATA_DIR`.
    Serve {
        /// A real installation: no demo accounts.
        #[arg(long)]
        no_demo: bool,
    },
    /// Bring the database to this version.
    Migrate,
    /// Print the OpenAPI document.
    Openapi,
    /// Make demo organisations, workers and one account of every role; and more of it, to develop and measure with.
    Demo(demo::More),
    /// Accounts that no account can make.
    #[command(subcommand)]
    Admin(Admin),
    /// Another county.
    #[command(subcommand)]
    County(County),
    /// The root keys of personal data.
    #[command(subcommand)]
    Keys(Keys),
    /// The audit trail.
    #[command(subcommand)]
    Audit(Audit),
    /// The figures that are kept of service logs.
    #[command(subcommand)]
    Statistics(Statistics),
    /// The permissions.
    #[command(subcommand)]
    Policy(PolicyCommand),
}

#[derive(Subcommand)]
enum Admin {
    /// Make the first administrator; the password is read from standard input, or made and printed once.
    Create {
        /// Name to sign in with, as `admin@000000` (installation) or `zhang@469025` (a county).
        username: String,
        /// Make up a password and print it.
        #[arg(long)]
        random_password: bool,
    },
}

#[derive(Subcommand)]
enum County {
    /// Load a county's plan from a folder of files such as `data/baisha`. Exit code 1: something is wrong, all of it is
    /// told, nothing is changed.
    Import {
        /// The folder.
        folder: PathBuf,
        /// Only check the files and say what would be made.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Subcommand)]
enum Keys {
    /// Add a root key of personal data and wrap every person's key by it, while the service runs.
    RotatePersonal {
        /// Add none: only wrap by the newest what an older one still wraps.
        #[arg(long)]
        only_wrap: bool,
    },
}

#[derive(Subcommand)]
enum Audit {
    /// Recompute everything. Exit code 0: good; 1: tampered with, the first bad event is named; 2: unreadable.
    Verify,
}

#[derive(Subcommand)]
enum Statistics {
    /// Compare the figures with a recount of the logs, while the service runs. Exit code 1: they differ, and where.
    Verify {
        /// Only of this county; else of all.
        #[arg(long)]
        county: Option<String>,
    },
    /// Put a recount in the place of the figures. The service may run; who records a log waits meanwhile.
    Rebuild {
        /// Only of this county; else of all.
        #[arg(long)]
        county: Option<String>,
    },
}

#[derive(Subcommand)]
enum PolicyCommand {
    /// Print role × action → reach.
    Show,
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Openapi => print(&crate::app::written()),
        Command::Policy(PolicyCommand::Show) => print(&policy::matrix()),
        command => with_settings(command),
    }
}

fn with_settings(command: Command) -> ExitCode {
    let config = match Config::from_env() {
        Ok(config) => config,
        Err(problems) => {
            problems.iter().for_each(|problem| eprintln!("error: {problem}"));
            return ExitCode::from(2);
        }
    };
    logging::start(&config.log);
    let done = match command {
        Command::Serve { no_demo } => serve::serve(config, !no_demo),
        Command::Migrate => blocking(config, async |database| {
            let conn = pool::connect(&database.url).await.map_err(|e| e.to_string())?;
            migrations::run(conn).await.map(|done| println!("{done} migrations run"))
        }),
        Command::Demo(more) => serve::demo(config, &more),
        Command::Admin(Admin::Create { username, random_password }) => {
            blocking(config.clone(), async |database| {
                admin::create(database, &config, &username, random_password).await
            })
        }
        Command::County(County::Import { folder, dry_run }) => {
            let plan = county::read(&folder);
            plan.and_then(|plan| {
                blocking(config, async |database| county::import(database, &plan, dry_run).await)
            })
        }
        Command::Keys(Keys::RotatePersonal { only_wrap }) => {
            blocking(config.clone(), async |database| keys::rotate(database, &config, only_wrap).await)
        }
        Command::Statistics(Statistics::Verify { county }) => {
            blocking(config, async |database| statistics::verify(database, county.as_deref()).await)
        }
        Command::Statistics(Statistics::Rebuild { county }) => {
            blocking(config, async |database| statistics::rebuild(database, county.as_deref()).await)
        }
        Command::Audit(Audit::Verify) => return verify(config),
        Command::Openapi | Command::Policy(_) => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn verify(config: Config) -> ExitCode {
    let mut verdict = Err("not run".to_owned());
    let opened = blocking(config.clone(), async |database| {
        verdict = crate::audit::verify::run(&database.url, &config, Clock::default().now()).await;
        Ok(())
    });
    match opened.and(verdict) {
        Ok(report) => {
            println!("{report}");
            ExitCode::from(u8::from(!report.is_good()))
        }
        Err(problem) => {
            eprintln!("unreadable: {problem}");
            ExitCode::from(2)
        }
    }
}

/// Runs a command against the database, starting and stopping the private one if that is the one meant.
fn blocking(config: Config, work: impl AsyncFnOnce(&Database) -> Result<(), String>) -> Result<(), String> {
    runtime()?.block_on(async {
        let database = Database::attach(&config).await?;
        let done = work(&database).await;
        database.close().await;
        done
    })
}

/// Migrations need a runtime of more than one thread.
fn runtime() -> Result<tokio::runtime::Runtime, String> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(1).enable_all().build().map_err(|e| e.to_string())
}

fn print(text: &str) -> ExitCode {
    use std::io::Write as _;
    let done = std::io::stdout().lock().write_all(text.as_bytes());
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
