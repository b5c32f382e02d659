//! The README's curls give what the README shows: they are run, in order, against the real binary with its own
//! PostgreSQL and the demo. `…` in an answer stands for anything (ids, times).

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
};

use crate::harness::Folder;

const HEADING: &str = "## The main job in six curls";

struct Service {
    process: Child,
    folder: Folder,
    port: u16,
}

impl Service {
    /// Starts on an empty folder and reads what it prints until the demo's accounts are there.
    fn start() -> Self {
        let folder = Folder::new();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = Command::new(env!("CARGO_BIN_EXE_stations"))
            .arg("serve")
            .env_remove("DATABASE_URL")
            .envs([("DATA_DIR", folder.to_str().unwrap()), ("PORT", &port.to_string()), ("LOG", "error")])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ends = |line: &String| line.contains("auditor@469025") || line.contains("could not be made");
        let last = lines.map_while(Result::ok).find(ends).expect("it did not start");
        assert!(last.contains("auditor@469025"), "{last}");
        Self { process, folder, port }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

/// The commands and the answers of the section, one after the other.
fn steps(readme: &str) -> Vec<(String, String)> {
    let section = readme.split(HEADING).nth(1).expect(HEADING);
    let section = section.split("\n## ").next().unwrap();
    let blocks: Vec<&str> = section.split("```").skip(1).step_by(2).collect();
    let body = |block: &str| block.split_once('\n').unwrap().1.trim_end().to_owned();
    blocks.chunks(2).map(|pair| (body(pair[0]), body(pair[1]))).collect()
}

/// Whether `found` is `expected`, in which `…` stands for anything.
fn fits(found: &str, expected: &str) -> bool {
    let mut rest = found;
    for (n, part) in expected.split('…').enumerate() {
        let Some(at) = rest.find(part) else { return false };
        if n == 0 && at != 0 {
            return false;
        }
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || expected.ends_with('…')
}

#[test]
fn the_curls_of_the_readme_give_what_it_shows() {
    let service = Service::start();
    let steps = steps(&std::fs::read_to_string("README.md").unwrap());
    assert_eq!(steps.len(), 6, "six curls");
    // One shell for all, so that variables live on; a line of its own ends each answer.
    let mut shell = Command::new("bash")
        .args(["-eu"])
        .envs([("DATA_DIR", service.folder.to_str().unwrap()), ("PORT", &service.port.to_string())])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, mut output) =
        (shell.stdin.take().unwrap(), BufReader::new(shell.stdout.take().unwrap()).lines());
    for (command, expected) in steps {
        let command = command.replace("8080", &service.port.to_string());
        writeln!(input, "{command}\necho; echo '--- end'").unwrap();
        let lines: Vec<String> =
            output.by_ref().map_while(Result::ok).take_while(|line| line != "--- end").collect();
        let found = lines.join("\n");
        assert!(
            fits(found.trim_end(), &expected),
            "{command}\n\nanswered\n{found}\n\nand the README shows\n{expected}"
        );
    }
    drop(input);
    shell.wait().unwrap();
}
