//! Output: the only writer.
//!
//! A file appears whole or not at all: it is written under a temporary name in the
//! folder it belongs to, flushed to the disk, and renamed. Whoever writes a temporary file
//! holds its lock, which the system takes back when a program is killed: so [`sweep`] knows
//! what a killed build left behind from what another build is writing.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use tempfile::{NamedTempFile, PersistError};

/// How the name of a temporary file starts and ends.
const TEMPORARY: (&str, &str) = (".recto-", ".part");

/// The file that stands for a folder where folders cannot be locked.
const LOCK: &str = ".recto-lock";

/// How many folders within each other are swept.
const SWEPT_DEPTH: usize = 8;

/// How often a temporary file is made anew that another build took for a left one.
const ATTEMPTS: usize = 100;

/// Writes files, each whole or not at all.
#[derive(Debug, Default)]
pub struct Output {
    /// Held for reading while a file is written.
    writing: RwLock<()>,
}

/// A file or folder that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`", path.display())]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the machine says.
    pub source: io::Error,
}

impl Output {
    /// Writes a file, and the folders that it stands in.
    ///
    /// # Errors
    ///
    /// When the machine refuses; what stood there before is then still whole.
    pub fn write(&self, path: &Path, data: &[u8]) -> Result<(), WriteError> {
        self.written(path, data, NamedTempFile::persist)
    }

    /// Writes a file that is not there yet, and the folders that it stands in.
    ///
    /// # Errors
    ///
    /// When it is there, or the machine refuses.
    pub fn create(&self, path: &Path, data: &[u8]) -> Result<(), WriteError> {
        self.written(path, data, NamedTempFile::persist_noclobber)
    }

    /// Writes a file whole, and gives it its name.
    fn written<'p>(
        &self,
        path: &'p Path,
        data: &[u8],
        name: impl FnOnce(NamedTempFile, &'p Path) -> Result<File, PersistError>,
    ) -> Result<(), WriteError> {
        let failed = |source| WriteError { path: path.to_owned(), source };
        let folder = folder_of(path);
        let _writing = self.writing.read().unwrap_or_else(PoisonError::into_inner);
        admit(data.len(), largest_file()).map_err(failed)?;
        fs::create_dir_all(folder).map_err(failed)?;
        let mut file = temporary(folder).map_err(failed)?;
        fill(file.as_file_mut(), data).map_err(failed)?;
        name(file, path).map_err(|refusal| failed(refusal.error))?;
        Ok(())
    }

    /// Writes a file again by what stands in it: no other build does so meanwhile. What
    /// cannot be read is given as `None`.
    ///
    /// # Errors
    ///
    /// As for [`Output::write`].
    pub fn rewrite(
        &self,
        path: &Path,
        data: impl FnOnce(Option<Vec<u8>>) -> Vec<u8>,
    ) -> Result<(), WriteError> {
        let failed = |source| WriteError { path: path.to_owned(), source };
        let folder = folder_of(path);
        fs::create_dir_all(folder).map_err(failed)?;
        let _locked = locked(folder);
        self.write(path, &data(read(path).ok()))
    }

    /// Waits until no file is half written, and lets none begin for as long as what it gives
    /// is held: then the program can end at once and leave no temporary file behind.
    pub fn close(&self) -> RwLockWriteGuard<'_, ()> {
        self.writing.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A folder that no other build locks as long as what it gives is held; `None` where the
/// file system knows no locks. The folder is locked itself where that can be, so that no
/// file for it is left there.
fn locked(folder: &Path) -> Option<File> {
    let file = if cfg!(unix) {
        File::open(folder).ok()?
    } else {
        File::options().create(true).append(true).open(folder.join(LOCK)).ok()?
    };
    file.lock().ok()?;
    Some(file)
}

/// The bytes of a file that was written, or is said to have been.
///
/// # Errors
///
/// When the machine refuses, or it is larger than any that is written.
#[expect(
    clippy::disallowed_methods,
    reason = "it is a file of the output, not of a project"
)]
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    // Opening a named pipe would wait forever.
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    if about.len() > LARGEST {
        return Err(io::Error::other(format!("it is larger than {} GiB", LARGEST >> 30)));
    }
    fs::read(path)
}

/// The largest file that is read back, in bytes.
const LARGEST: u64 = 2 << 30;

/// Removes the temporary files that killed builds left in a folder and, below it, in the
/// folders that are named. Those that another build is writing stay.
///
/// What cannot be looked at or removed is left: whether the folder can be written to shows
/// when something is written.
pub fn sweep(folder: &Path, below: &[&str]) {
    sweep_one(folder);
    for name in below {
        sweep_tree(&folder.join(name), SWEPT_DEPTH);
    }
}

fn sweep_tree(folder: &Path, depth: usize) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    sweep_one(folder);
    let Some(depth) = depth.checked_sub(1) else { return };
    for entry in entries.flatten() {
        // The kind of the entry itself: links are not followed.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sweep_tree(&entry.path(), depth);
        }
    }
}

fn sweep_one(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_temporary = name
            .to_str()
            .is_some_and(|it| it.starts_with(TEMPORARY.0) && it.ends_with(TEMPORARY.1));
        if !is_temporary || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        let Ok(file) = File::open(&path) else { continue };
        // Its writer holds the lock as long as it lives.
        if file.try_lock().is_ok() {
            // Another build may have removed it first.
            let _ = fs::remove_file(&path);
        }
    }
}

/// A temporary file in a folder, locked.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1).rand_bytes(12);
    // A temporary file is private to its owner; a published document is not.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    for _ in 0..ATTEMPTS {
        let file = builder.tempfile_in(folder)?;
        // Between its making and its locking another build may take it for one that was
        // left, hold its lock or have removed it. Once it is locked and there, it stays.
        match file.as_file().try_lock() {
            Err(TryLockError::WouldBlock) => {}
            // A file system without locks: there nothing is swept either.
            Err(TryLockError::Error(_)) => return Ok(file),
            Ok(()) if file.path().exists() => return Ok(file),
            Ok(()) => {}
        }
    }
    Err(io::Error::other("other builds keep removing its temporary file"))
}

fn fill(file: &mut File, data: &[u8]) -> io::Result<()> {
    file.write_all(data)?;
    file.sync_all()
}

/// Refuses a file that is larger than the system lets the program write. Going on would
/// not fail but end the program by a signal (`SIGXFSZ`).
fn admit(bytes: usize, largest: Option<u64>) -> io::Result<()> {
    match largest {
        Some(largest) if bytes as u64 > largest => {
            let message = format!(
                "it has {bytes} bytes, and this process may write no more than {largest} \
                 (`ulimit -f`)"
            );
            Err(io::Error::new(io::ErrorKind::FileTooLarge, message))
        }
        _ => Ok(()),
    }
}

/// The largest file that the process may write, in bytes; `None` where there is no such
/// limit, or it is not known (it is on Linux).
#[expect(
    clippy::disallowed_methods,
    reason = "the system's account of the process is no file of a project"
)]
fn largest_file() -> Option<u64> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max file size"))?;
    // The soft limit stands first; it is a number or `unlimited`.
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test looks at what was written")]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.pdf");
        Output::default().write(&path, b"one").unwrap();
        Output::default().write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(&folder.path().join("a")), ["b.pdf"]);
        // What is created was not there.
        assert!(Output::default().create(&path, b"three").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let other = folder.path().join("a/c.pdf");
        Output::default().create(&other, b"three").unwrap();
        assert_eq!(fs::read(&other).unwrap(), b"three");
        assert_eq!(names(&folder.path().join("a")), ["b.pdf", "c.pdf"]);
    }

    #[test]
    fn a_folder_that_is_a_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), b"").unwrap();
        let error =
            Output::default().write(&folder.path().join("a/b.pdf"), b"one").unwrap_err();
        assert!(error.to_string().ends_with("a/b.pdf`"), "{error}");
    }

    #[test]
    fn what_stands_in_the_way_of_a_file_is_kept_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.pdf");
        fs::create_dir_all(path.join("inner")).unwrap();
        Output::default().write(&path, b"one").unwrap_err();
        assert_eq!(names(folder.path()), ["b.pdf"]);
        assert!(path.join("inner").is_dir());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error() {
        let mut full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let error = fill(&mut full, &[b'a'; 100_000]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_file_that_may_not_be_written_is_refused_before_the_signal() {
        assert!(admit(10, None).is_ok());
        assert!(admit(10, Some(10)).is_ok());
        let error = admit(11, Some(10)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn only_what_nobody_writes_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let inner = root.join("sources/report");
        let other = root.join("other");
        fs::create_dir_all(&inner).unwrap();
        fs::create_dir_all(&other).unwrap();
        for folder in [root, &inner, &other] {
            fs::write(folder.join(".recto-left.part"), b"half").unwrap();
            fs::write(folder.join("recto-mine.part"), b"whole").unwrap();
        }
        let written = temporary(root).unwrap();
        sweep(root, &["sources", "nowhere"]);
        assert!(written.path().exists());
        drop(written);
        assert_eq!(names(root), ["other", "recto-mine.part", "sources"]);
        assert_eq!(names(&inner), ["recto-mine.part"]);
        // Folders that are not Recto's are not looked into.
        assert_eq!(names(&other), [".recto-left.part", "recto-mine.part"]);
    }

    #[test]
    fn nothing_that_several_write_gets_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::thread::scope(|scope| {
            for writer in 0..4_u8 {
                let path = &path;
                scope.spawn(move || {
                    // Each is a build of its own.
                    let output = Output::default();
                    let more = |before: Option<Vec<u8>>| {
                        let mut data = before.unwrap_or_default();
                        data.push(writer);
                        data
                    };
                    (0..25).for_each(|_| output.rewrite(path, more).unwrap());
                });
            }
        });
        assert_eq!(fs::read(&path).unwrap().len(), 100);
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn files_are_written_while_others_sweep() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::thread::scope(|scope| {
            for writer in 0..4 {
                scope.spawn(move || {
                    for round in 0..50 {
                        let name = format!("{writer}-{round}.pdf");
                        Output::default().write(&root.join(name), b"whole").unwrap();
                    }
                });
                scope.spawn(move || (0..200).for_each(|_| sweep(root, &[])));
            }
        });
        assert_eq!(names(root).len(), 200);
        for name in names(root) {
            assert_eq!(fs::read(root.join(&name)).unwrap(), b"whole", "{name}");
        }
    }
}
