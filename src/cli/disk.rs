//! Which file system a folder is on: those of a network may hold the index, but promise less.

use std::path::Path;

/// File systems whose locks and mapped files another machine has a hand in.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ncpfs",
    "ceph",
    "glusterfs",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.ceph",
    "fuse.rclone",
    "fuse.s3fs",
    "lustre",
    "beegfs",
    "davfs",
    "fuse.davfs2",
];

/// What to know where a folder is on a network file system; only Linux tells which one it is.
pub(super) fn warning(folder: &Path) -> Option<String> {
    let table = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let there = folder.ancestors().find_map(|above| above.canonicalize().ok())?;
    let kind = network(&table, &there)?;
    Some(format!(
        "the index is on a network file system ({kind}): another machine's run may not see its lock, and a broken connection may end this \
         program; name a folder of a local disk with --index"
    ))
}

/// The kind of network file system that holds a path, if one does.
fn network<'t>(table: &'t str, path: &Path) -> Option<&'t str> {
    let mounts = table.lines().filter_map(|line| {
        let (before, after) = line.split_once(" - ")?;
        let place = before.split(' ').nth(4)?.replace("\\040", " ");
        path.starts_with(&place).then_some((place.len(), after.split(' ').next()?))
    });
    // Of two at one place the later one is seen.
    let (_, kind) = mounts.max_by_key(|(length, _)| *length)?;
    NETWORK.contains(&kind).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /srv/news rw - nfs4 host:/news rw
41 40 0:41 / /srv/news/local rw - xfs /dev/sdb1 rw
42 22 0:42 / /home/a\\040b rw - cifs //host/home rw";

    #[test]
    fn the_nearest_mount_counts() {
        let kind = |path: &str| network(TABLE, Path::new(path));
        assert_eq!(kind("/srv/news/index"), Some("nfs4"));
        assert_eq!(kind("/home/a b/index"), Some("cifs"));
        assert_eq!((kind("/srv/news/local/index"), kind("/srv/newsroom"), kind("/")), (None, None, None));
    }
}
