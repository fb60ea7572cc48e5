//! The sources: every byte that a project gives, read once.
//!
//! A project is a folder with a report file. Paths are relative to the folder and use `/`.
//! Nothing outside the folder is ever read, whether a path says so by `..`, by a root, or by
//! a symbolic link. What was read is kept with its digest, so that what is printed is what
//! is on record; [`Sources::reset`] looks at the disk again. What the files mean is not
//! known here.

mod error;
mod folder;
mod path;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use self::error::{BAD_PATH, FileError, MISSING_FILE, NOT_UTF8, UNREADABLE_FILE};
pub use self::folder::Folder;
pub(crate) use self::path::check_path;
use crate::diagnostic::Code;
use crate::digest::Digest;
use crate::limits::{Limit, Limits};
use crate::wording::{listed, nearest};

/// A folder of the project that looks as if it were used and is not.
pub const IGNORED_FOLDER: Code = Code("ignored-folder");

/// Bytes in a MiB.
const MIB: u64 = 1024 * 1024;

/// The names that the report file may have, in the order in which they are looked for.
const REPORT_FILES: [&str; 4] =
    ["report.yaml", "report.yml", "report.json", "report.toml"];

/// Names of folders that look as if they were used, and what they are likely to mean.
const LOOK_LIKE_OURS: [(&str, &str); 6] = [
    ("template", "templates"),
    ("Template", "templates"),
    ("Templates", "templates"),
    ("themes", "theme"),
    ("Theme", "theme"),
    ("Themes", "theme"),
];

/// The files of a project folder.
#[derive(Debug)]
pub struct Sources {
    /// The folder as it was given, for messages.
    given: PathBuf,
    /// The folder without symbolic links.
    root: PathBuf,
    limits: Limits,
    /// What was read, by its path.
    files: Mutex<BTreeMap<String, Entry>>,
    /// What was listed, by its path.
    folders: Mutex<BTreeMap<String, Result<Folder, FileError>>>,
}

/// A file that was asked for.
#[derive(Debug)]
struct Entry {
    read: Result<SourceFile, FileError>,
    /// The text of its bytes, once it was asked for.
    text: Option<Result<Arc<str>, FileError>>,
    /// Whether it was asked for since a reset last told of a change.
    used: bool,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Their digest.
    pub digest: Digest,
}

/// Why a folder is not a project.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder is not there or cannot be entered.
    #[error("`{}` cannot be opened", root.display())]
    Io {
        /// The folder, as given.
        root: PathBuf,
        /// What the operating system says.
        #[source]
        cause: io::Error,
    },
    /// It is not a folder.
    #[error("`{}` is not a folder", root.display())]
    NotAFolder {
        /// What was given.
        root: PathBuf,
    },
    /// It holds no report file.
    #[error("`{}` holds no report.yaml", root.display())]
    NoReport {
        /// The folder, as given.
        root: PathBuf,
    },
    /// It holds several report files.
    #[error("`{}` holds {}", root.display(), listed(found.iter().copied(), "and"))]
    SeveralReports {
        /// The folder, as given.
        root: PathBuf,
        /// The names of the report files.
        found: Vec<&'static str>,
    },
}

impl OpenError {
    /// One thing to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io { .. } => "check the path",
            Self::NotAFolder { .. } => "give the folder that holds report.yaml",
            Self::NoReport { .. } => "add report.yaml, or give the folder that holds it",
            Self::SeveralReports { .. } => "keep one report file and remove the others",
        }
    }
}

impl Sources {
    /// Opens a folder that holds a report file, to read its files within some limits.
    ///
    /// # Errors
    /// When it is not a folder or does not hold exactly one report file.
    pub fn open(folder: &Path, limits: Limits) -> Result<Self, OpenError> {
        let io = |cause| OpenError::Io { root: folder.to_path_buf(), cause };
        let root = folder.canonicalize().map_err(io)?;
        if !root.is_dir() {
            return Err(OpenError::NotAFolder { root: folder.to_path_buf() });
        }
        let given = folder.to_path_buf();
        let (files, folders) = (Mutex::default(), Mutex::default());
        let sources = Self { given, root, limits, files, folders };
        sources.report_file()?;
        Ok(sources)
    }

    /// The limits that its files are read within.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The folder, as an absolute path without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder as it was given.
    pub fn folder(&self) -> &Path {
        &self.given
    }

    /// The name of the report file.
    ///
    /// # Errors
    /// When there is not exactly one now.
    pub fn report_file(&self) -> Result<&'static str, OpenError> {
        // `symlink_metadata`, so that a link counts as there and is judged when it is read.
        let is_there = |name: &&str| fs::symlink_metadata(self.root.join(name)).is_ok();
        let found: Vec<_> = REPORT_FILES.into_iter().filter(is_there).collect();
        let root = self.given.clone();
        match found.as_slice() {
            [only] => Ok(only),
            [] => Err(OpenError::NoReport { root }),
            _ => Err(OpenError::SeveralReports { root, found }),
        }
    }

    /// Whether the report file was asked for since the last reset, and read.
    pub fn had_report(&self) -> bool {
        let files = self.files();
        let read =
            |name: &&str| files.get(*name).is_some_and(|it| it.used && it.read.is_ok());
        REPORT_FILES.iter().any(read)
    }

    /// The text of a file, without a byte order mark and with `\n` as its line breaks.
    ///
    /// # Errors
    /// When the file cannot be read or is not UTF-8.
    pub fn text(&self, path: &str) -> Result<Arc<str>, FileError> {
        let mut files = self.files();
        let entry = self.entry(&mut files, path);
        let file = entry.read.clone()?;
        let text = entry.text.get_or_insert_with(|| decoded(path, &file.bytes));
        text.clone()
    }

    /// A file with its digest.
    ///
    /// # Errors
    /// When the file is not in the project, is too large or cannot be read.
    pub fn file(&self, path: &str) -> Result<SourceFile, FileError> {
        let mut files = self.files();
        self.entry(&mut files, path).read.clone()
    }

    /// What stands below a folder; nothing where there is no such folder.
    ///
    /// # Errors
    /// When it is no folder of the project, cannot be read, or holds too much.
    pub fn listing(&self, path: &str) -> Result<Folder, FileError> {
        let mut folders = self.listed();
        let listed = folders.entry(path.to_owned());
        listed.or_insert_with(|| Folder::list(&self.root, path)).clone()
    }

    /// Where a file that is to be added to the project would stand on the disk.
    ///
    /// # Errors
    /// When the path is none within the project, or a link on its way leads out of it.
    pub fn path_of_new(&self, path: &str) -> Result<PathBuf, FileError> {
        check_path(path)?;
        let full = self.root.join(path);
        let mut above = full.ancestors().skip(1);
        let near = above.find(|folder| fs::symlink_metadata(folder).is_ok());
        let near = near.unwrap_or(&self.root);
        let near = near.canonicalize().map_err(|cause| FileError::Io {
            path: path.to_owned(),
            cause: Arc::new(cause),
        })?;
        if near.starts_with(&self.root) {
            Ok(full)
        } else {
            Err(FileError::Outside { path: path.to_owned() })
        }
    }

    /// Whether a file was asked for.
    pub fn was_asked_for(&self, path: &str) -> bool {
        self.files().contains_key(path)
    }

    /// The files that were asked for, without symbolic links; those that are not there are left
    /// out.
    pub fn full_paths(&self) -> BTreeSet<PathBuf> {
        let files = self.files();
        files.keys().filter_map(|path| self.root.join(path).canonicalize().ok()).collect()
    }

    /// Folders of the project that look as if they were used and of which nothing was read,
    /// each with the name that is likely meant.
    pub fn ignored_folders(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let files = self.files();
        let read = |folder: &str| {
            let mut paths = files.keys();
            paths.any(|path| {
                path.split_once('/').is_some_and(|(first, _)| first == folder)
            })
        };
        // By the names that are there: not every system tells capitals apart.
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let entries = entries.filter(|entry| entry.path().is_dir());
        let there: Vec<_> = entries.map(|entry| entry.file_name()).collect();
        let ignored = LOOK_LIKE_OURS.map(|(folder, meant)| {
            let is_there = there.iter().any(|name| name == folder);
            (is_there && !read(folder)).then_some((folder, meant))
        });
        ignored.into_iter().flatten()
    }

    /// Looks at the disk again, at the files that were asked for since it last told of a
    /// change; those that nobody asked for are forgotten. Gives the paths, in the order of
    /// the alphabet, of those that are not as they were: changed, gone, or there now. What
    /// stands in the folders that were listed is looked at too.
    pub fn reset(&self) -> Vec<String> {
        let listed = self.list_again();
        let mut files = self.files();
        files.retain(|_, entry| entry.used);
        let mut changed = Vec::new();
        for (path, entry) in files.iter_mut() {
            let now = self.read_again(path, &entry.read);
            if !is_same(&now, &entry.read) {
                changed.push(path.clone());
                entry.text = None;
            }
            entry.read = now;
        }
        changed.extend(listed);
        changed.sort();
        changed.dedup();
        // Where nothing changed, nobody need ask again.
        if !changed.is_empty() {
            files.values_mut().for_each(|entry| entry.used = false);
        }
        changed
    }

    /// The folders that hold what was asked for since the last reset, and what is missing
    /// there, as far as they are there: what changes in them may change what was read.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let mut folders = BTreeSet::from([self.root.clone()]);
        for (path, entry) in self.files().iter().filter(|(_, entry)| entry.used) {
            let full = self.root.join(path);
            // A link stands in one folder, and its file in another.
            let file = entry.read.is_ok().then(|| full.canonicalize().ok()).flatten();
            for path in [Some(full), file].into_iter().flatten() {
                let near = path.ancestors().skip(1).find(|folder| folder.is_dir());
                let near = near.filter(|folder| folder.starts_with(&self.root));
                folders.extend(near.map(Path::to_path_buf));
            }
        }
        for (path, listed) in self.listed().iter() {
            let below = listed.iter().flat_map(|it| &it.folders);
            let all = below.chain([path]).map(|path| self.root.join(path));
            folders.extend(all.filter(|folder| folder.is_dir()));
        }
        folders
    }

    fn listed(&self) -> MutexGuard<'_, BTreeMap<String, Result<Folder, FileError>>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lists folders again, and gives what is there now and was not, or the other way round.
    fn list_again(&self) -> Vec<String> {
        let mut changed = Vec::new();
        for (path, listed) in self.listed().iter_mut() {
            let now = Folder::list(&self.root, path);
            match (&*listed, &now) {
                (Ok(before), Ok(now)) => changed.extend(before.changed(now)),
                (Err(before), Err(now)) if before.to_string() == now.to_string() => {}
                _ => changed.push(path.clone()),
            }
            *listed = now;
        }
        changed
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Entry>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of a file, which is read now if it was not yet.
    fn entry<'f>(
        &self,
        files: &'f mut BTreeMap<String, Entry>,
        path: &str,
    ) -> &'f mut Entry {
        let entry = files.entry(path.to_owned()).or_insert_with(|| {
            let read = self.read(path).map(|bytes| SourceFile {
                digest: Digest::of(&bytes),
                bytes: bytes.into(),
            });
            Entry { read, text: None, used: true }
        });
        entry.used = true;
        entry
    }

    /// A file as it is now. Where its bytes are what they were, so is its digest.
    fn read_again(
        &self,
        path: &str,
        before: &Result<SourceFile, FileError>,
    ) -> Result<SourceFile, FileError> {
        let bytes = self.read(path)?;
        match before {
            Ok(before) if *before.bytes == *bytes => Ok(before.clone()),
            _ => Ok(SourceFile { digest: Digest::of(&bytes), bytes: bytes.into() }),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let full = self.resolve(path)?;
        let io = |cause| FileError::Io { path: path.to_owned(), cause: Arc::new(cause) };
        // The kind is asked for before opening: opening a named pipe would wait forever.
        if !fs::metadata(&full).map_err(io)?.is_file() {
            return Err(FileError::NotAFile { path: path.to_owned() });
        }
        let file = fs::File::open(&full).map_err(io)?;
        let mut bytes = Vec::new();
        // One byte more than allowed is enough to know that a file is too large, also
        // where it grows while it is read.
        let most = self.limits.get(Limit::FileSize).saturating_mul(MIB);
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() as u64 > most {
            return Err(FileError::TooLarge {
                path: path.to_owned(),
                limits: self.limits,
            });
        }
        Ok(bytes)
    }

    /// Where a file is on the disk, once it is known to be within the project.
    fn resolve(&self, path: &str) -> Result<PathBuf, FileError> {
        check_path(path)?;
        match self.root.join(path).canonicalize() {
            Ok(full) if full.starts_with(&self.root) => Ok(full),
            Ok(_) => Err(FileError::Outside { path: path.to_owned() }),
            Err(cause)
                if matches!(
                    cause.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                let nearest = self.nearest_file(path);
                Err(FileError::Missing { path: path.to_owned(), nearest })
            }
            Err(cause) => {
                Err(FileError::Io { path: path.to_owned(), cause: Arc::new(cause) })
            }
        }
    }

    /// The file of the same folder whose name is nearest to that of a missing one.
    fn nearest_file(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let full = self.root.join(folder).canonicalize().ok()?;
        if !full.starts_with(&self.root) {
            return None;
        }
        let mut names: Vec<String> = fs::read_dir(full)
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        // The order of a folder is that of the file system; the suggestion must not be.
        names.sort();
        // A link that leads to nothing has the very name.
        names.retain(|other| other != name);
        let near = nearest(name, names.iter().map(String::as_str))?;
        Some(if folder.is_empty() { near.to_owned() } else { format!("{folder}/{near}") })
    }
}

/// The text of some bytes, as [`Sources::text`] gives it.
fn decoded(path: &str, bytes: &[u8]) -> Result<Arc<str>, FileError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let line = 1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count();
        FileError::NotUtf8 { path: path.to_owned(), line, offset }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        Ok(text.replace("\r\n", "\n").into())
    } else {
        Ok(text.into())
    }
}

/// Whether reading a file came to the same twice.
fn is_same(
    now: &Result<SourceFile, FileError>,
    before: &Result<SourceFile, FileError>,
) -> bool {
    match (now, before) {
        (Ok(now), Ok(before)) => now.digest == before.digest,
        (Err(now), Err(before)) => now.to_string() == before.to_string(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::diagnostic::Place;

    /// A folder with a report file, a brand file and some others.
    fn folder(files: &[(&str, &[u8])]) -> TempDir {
        let folder = TempDir::new().unwrap();
        write(&folder, "report.yaml", b"");
        write(&folder, "brand.yaml", b"");
        files.iter().for_each(|(name, data)| write(&folder, name, data));
        folder
    }

    #[expect(clippy::disallowed_methods, reason = "a file is written as an editor would")]
    fn write(folder: &TempDir, name: &str, data: &[u8]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, data).unwrap();
    }

    fn open(folder: &TempDir) -> Sources {
        Sources::open(folder.path(), Limits::default()).unwrap()
    }

    fn refusal(folder: &TempDir, path: &str) -> String {
        let problem =
            open(folder).text(path).unwrap_err().diagnostic(&Place::whole_file("r.yaml"));
        format!("{} [{}]", problem.message, problem.hint.unwrap_or_default())
    }

    #[test]
    fn a_file_is_read_once() {
        let folder = folder(&[("a.txt", b"one")]);
        let sources = open(&folder);
        let first = sources.file("a.txt").unwrap();
        write(&folder, "a.txt", b"two");
        assert_eq!(sources.file("a.txt").unwrap(), first);
        assert_eq!(sources.text("a.txt").unwrap().as_ref(), "one");
        assert_eq!(first.digest, Digest::of(b"one"));
        // Nor is what was not there.
        assert!(sources.file("b.txt").is_err());
        write(&folder, "b.txt", b"two");
        assert!(sources.file("b.txt").is_err());
    }

    #[test]
    fn a_reset_tells_what_changed_on_the_disk() {
        let folder =
            folder(&[("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c"), ("e.txt", b"e")]);
        let sources = open(&folder);
        let ask = |sources: &Sources, names: &[&str]| {
            names.iter().for_each(|name| drop(sources.text(name)));
        };
        ask(&sources, &["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]);
        write(&folder, "a.txt", b"other");
        fs::remove_file(folder.path().join("b.txt")).unwrap();
        write(&folder, "d.txt", b"new");
        write(&folder, "e.txt", b"e");
        assert_eq!(sources.reset(), ["a.txt", "b.txt", "d.txt"]);
        assert_eq!(sources.text("a.txt").unwrap().as_ref(), "other");
        assert_eq!(sources.file("a.txt").unwrap().digest, Digest::of(b"other"));
        ask(&sources, &["b.txt", "c.txt", "d.txt"]);
        // What nobody asked for since is forgotten.
        write(&folder, "e.txt", b"more");
        assert!(sources.reset().is_empty());
        assert_eq!(sources.text("e.txt").unwrap().as_ref(), "more");
    }

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let folder = folder(&[("sub/a.txt", b"a")]);
        for path in
            ["../x", "sub/../../x", "/etc/passwd", "C:/x", "a\\b", "./a", "a//b", ""]
        {
            let refusal = refusal(&folder, path);
            assert!(refusal.contains("is not a path within the project"), "{refusal}");
        }
        assert_eq!(
            refusal(&folder, "sub"),
            "`sub` is not a file [name a file in the project folder]"
        );
        assert_eq!(
            refusal(&folder, "sub/b.txt"),
            "there is no file `sub/b.txt` [did you mean `sub/a.txt`?]"
        );
        assert_eq!(
            refusal(&folder, "brand.yaml/x"),
            "there is no file `brand.yaml/x` [add the file, or mend the path]"
        );
    }

    #[test]
    fn a_folder_is_listed_and_what_is_new_in_it_is_told() {
        let folder = folder(&[("t/a.txt", b"a"), ("t/sub/b.txt", b"b")]);
        let sources = open(&folder);
        let listed = sources.listing("t").unwrap();
        assert_eq!(
            listed.files.into_iter().collect::<Vec<_>>(),
            ["t/a.txt", "t/sub/b.txt"]
        );
        assert_eq!(listed.folders.into_iter().collect::<Vec<_>>(), ["t/sub"]);
        assert_eq!(sources.listing("u").unwrap(), Folder::default());
        assert!(sources.folders().iter().any(|it| it.ends_with("t/sub")));
        assert!(sources.reset().is_empty());
        write(&folder, "t/sub/c.txt", b"c");
        write(&folder, "u/d.txt", b"d");
        fs::remove_file(folder.path().join("t/a.txt")).unwrap();
        assert_eq!(sources.reset(), ["t/a.txt", "t/sub/c.txt", "u/d.txt"]);
        assert_eq!(sources.listing("u").unwrap().files.len(), 1);
        assert!(sources.reset().is_empty());
        let refused = sources.listing("brand.yaml").unwrap_err().to_string();
        assert_eq!(refused, "`brand.yaml` is not a folder");
        (0..=1000).for_each(|at| write(&folder, &format!("many/{at}"), b""));
        let refused = sources.listing("many").unwrap_err().to_string();
        assert_eq!(refused, "`many` holds more than 1000 files");
    }

    #[cfg(unix)]
    #[test]
    fn a_listing_stays_in_the_project() {
        let outside = TempDir::new().unwrap();
        let folder = folder(&[("t/a.txt", b"a")]);
        let link = |to: &Path, at: &str| {
            std::os::unix::fs::symlink(to, folder.path().join(at)).unwrap();
        };
        link(outside.path(), "out");
        link(outside.path(), "t/out");
        link(folder.path(), "t/round");
        link(Path::new("nowhere"), "lost");
        let sources = open(&folder);
        let refused = |path: &str| sources.listing(path).unwrap_err().to_string();
        assert_eq!(refused("out"), "`out` leads out of the project folder");
        assert_eq!(refused("lost"), "`lost` cannot be read");
        // Links are listed, and not followed.
        let listed = sources.listing("t").unwrap();
        assert_eq!(listed.files.len(), 3);
        assert!(listed.folders.is_empty());
        assert!(sources.file("t/out").is_err() && sources.file("t/round").is_err());
        assert!(sources.path_of_new("t/sub/b.txt").is_ok());
        assert!(sources.path_of_new("t/out/b.txt").is_err());
        assert!(sources.path_of_new("out/b.txt").is_err());
        assert!(sources.path_of_new("../b.txt").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_that_leave_the_folder_are_refused() {
        let outside = tempfile::NamedTempFile::new().unwrap();
        let folder = folder(&[]);
        std::os::unix::fs::symlink(outside.path(), folder.path().join("link.txt"))
            .unwrap();
        std::os::unix::fs::symlink("brand.yaml", folder.path().join("inside.txt"))
            .unwrap();
        assert_eq!(
            refusal(&folder, "link.txt"),
            "`link.txt` leads out of the project folder [copy the file into the project folder]"
        );
        assert!(open(&folder).text("inside.txt").is_ok());
    }

    #[test]
    fn text_is_utf_8_without_mark_and_with_one_kind_of_line_break() {
        let folder = folder(&[("a.txt", "\u{feff}a\r\nb\n".as_bytes())]);
        assert_eq!(open(&folder).text("a.txt").unwrap().as_ref(), "a\nb\n");
        write(&folder, "b.txt", b"a\nb\xe9\n");
        assert_eq!(
            refusal(&folder, "b.txt"),
            "`b.txt` is not UTF-8: line 2 has a byte that no character starts with or \
             continues [save the file as UTF-8; the byte is number 4]"
        );
    }

    #[test]
    fn large_files_are_refused() {
        let folder = folder(&[]);
        let most = 16 * 1024 * 1024;
        write(&folder, "most.txt", &vec![b'a'; most]);
        write(&folder, "more.txt", &vec![b'a'; most + 1]);
        assert!(open(&folder).file("most.txt").is_ok());
        let refusal = refusal(&folder, "more.txt");
        assert_eq!(
            refusal,
            "`more.txt` is larger than 16 MiB [raise the limit with `--limit file-size=32` \
             if this is meant]"
        );
        let limits = Limits::default().with(Limit::FileSize, 17);
        let sources = Sources::open(folder.path(), limits).unwrap();
        assert!(sources.file("more.txt").is_ok());
    }

    #[test]
    fn a_project_has_one_report_file() {
        let folder = folder(&[("report.json", b"{}")]);
        let open = |path: &Path| Sources::open(path, Limits::default());
        let error = open(folder.path()).unwrap_err();
        let message = error.to_string();
        assert!(message.ends_with("holds `report.yaml` and `report.json`"), "{message}");
        assert!(open(&folder.path().join("brand.yaml")).is_err());
        let nothing = open(&folder.path().join("nothing")).unwrap_err();
        assert!(nothing.to_string().ends_with("/nothing` cannot be opened"), "{nothing}");
        assert!(std::error::Error::source(&nothing).is_some());
    }
}
