//! The memory of the process, and how much the system allows: the machine, the control groups of the process (a
//! container, a service), and `ulimit -v`.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of control groups on Linux.
const GROUPS: &str = "/sys/fs/cgroup";

/// The bytes that the machine, the control groups and the limits of the process leave; `None` if the system does not
/// report it.
pub fn free() -> Option<u64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
        Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? * 1024)
    });
    let own = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let groups = groups(&own, Path::new(GROUPS)).iter().filter_map(|group| left_in(group)).min();
    let space = address_space().map(|limit| limit.saturating_sub(used().map_or(0, |[all, _]| all)));
    [machine, groups, space].into_iter().flatten().min()
}

/// The limit of the address space (`ulimit -v`), if there is one.
pub fn address_space() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::As).current;
    #[cfg(not(unix))]
    return None;
}

/// Address space and memory of the process in bytes; `None` if the system does not report it.
pub fn used() -> Option<[u64; 2]> {
    /// Linux counts in pages of at least this size.
    const PAGE: u64 = 4096;
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let mut pages = text.split(' ').map(str::parse::<u64>);
    Some([pages.next()?.ok()? * PAGE, pages.next()?.ok()? * PAGE])
}

/// The folders of the control groups that limit the memory of a process, with their parents; `own` is what the system
/// reports for the process. In a container the path can be that of the host, where only the root is visible.
fn groups(own: &str, root: &Path) -> Vec<PathBuf> {
    let folder = |line: &str| {
        let (_, rest) = line.split_once(':')?;
        let (controllers, path) = rest.split_once(':')?;
        let base = match controllers {
            "" => root.to_path_buf(),
            _ if controllers.split(',').any(|name| name == "memory") => root.join("memory"),
            _ => return None,
        };
        let own = base.join(path.trim_start_matches('/'));
        Some(own.ancestors().take_while(|folder| folder.starts_with(&base)).map(Path::to_path_buf).collect())
    };
    own.lines().filter_map(folder).flat_map(|folders: Vec<PathBuf>| folders).collect()
}

/// The bytes that the limit of a group leaves, in either version of control groups; `None` without a limit. File caches
/// do not count, because the system releases them when memory is needed.
fn left_in(group: &Path) -> Option<u64> {
    let number = |name: &str| fs::read_to_string(group.join(name)).ok()?.trim().parse::<u64>().ok();
    let [limit, used] = [("memory.max", "memory.current"), ("memory.limit_in_bytes", "memory.usage_in_bytes")]
        .into_iter()
        .find_map(|(limit, used)| Some([number(limit)?, number(used)?]))?;
    let stat = fs::read_to_string(group.join("memory.stat")).unwrap_or_default();
    let cached = stat.lines().find_map(|line| line.strip_prefix("inactive_file ")?.trim().parse().ok()).unwrap_or(0);
    Some(limit.saturating_sub(used.saturating_sub(cached)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_the_process_are_found_in_both_versions() {
        let found = |own: &str| groups(own, Path::new("/g"));
        let folders = |paths: &[&str]| paths.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(found("0::/user.slice/app\n"), folders(&["/g/user.slice/app", "/g/user.slice", "/g"]));
        assert_eq!(found("0::/\n"), folders(&["/g"]));
        let docker = ["/g/memory/docker/a", "/g/memory/docker", "/g/memory"];
        assert_eq!(found("3:cpu,cpuacct:/x\n2:memory:/docker/a\n"), folders(&docker));
        assert!(found("").is_empty() && found("nonsense").is_empty());
    }

    #[test]
    fn a_group_leaves_what_its_limit_says() {
        let group = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(group.path().join(name), text).unwrap();
        assert_eq!(left_in(group.path()), None);
        write("memory.max", "max\n");
        write("memory.current", "300\n");
        assert_eq!(left_in(group.path()), None, "no limit");
        write("memory.max", "1000\n");
        assert_eq!(left_in(group.path()), Some(700));
        write("memory.stat", "anon 100\ninactive_file 150\n");
        assert_eq!(left_in(group.path()), Some(850));
        write("memory.current", "2000\n");
        assert_eq!(left_in(group.path()), Some(0));
    }

    #[test]
    fn the_system_tells() {
        let [all, resident] = used().unwrap();
        assert!(resident > 1 << 20 && all >= resident && free().unwrap() > 1 << 20);
    }
}
