//! Paths: out of the project, to what is no file, and to names that two systems read
//! differently.

use std::path::Path;

use super::{Case, report};

/// A report whose brand file is at a path.
fn brand(name: &str, path: &str) -> Case {
    let quoted = serde_json::Value::from(path).to_string();
    Case::new(format!("path-{name}"))
        .file("report.yaml", report("").replace("brand.yaml", &quoted))
}

/// A report whose abbreviations are at `a.yaml`, where something else is put.
#[cfg(unix)]
fn put(name: &str, prepare: fn(&Path)) -> Case {
    Case::new(format!("path-{name}"))
        .fields("abbreviations: [a.yaml]\n")
        .prepared(prepare)
}

pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        brand("up", "../beside.txt"),
        brand("down-and-up", "sections/../../beside.txt"),
        brand("down-and-up-within", "sections/../brand.yaml"),
        brand("absolute", "/etc/passwd"),
        brand("drive", "C:/Windows/win.ini"),
        brand("network-share", "//server/share/brand.yaml"),
        brand("backslashes", "..\\beside.txt"),
        brand("empty", ""),
        brand("white-space", "   "),
        brand("here", "."),
        brand("here-first", "./brand.yaml"),
        brand("empty-parts", "sections//one.yaml"),
        brand("closing-slash", "brand.yaml/"),
        brand("home", "~/.ssh/id_rsa"),
        brand("home-of-another", "~root/brand.yaml"),
        brand("variable", "$HOME/brand.yaml"),
        brand("percent-encoded", "%2e%2e%2fbeside.txt"),
        brand("percent-encoded-name", "brand%2Eyaml"),
        brand("file-address", "file:///etc/passwd"),
        brand("web-address", "https://example.org/brand.yaml"),
        brand("nul", "brand.yaml\0.txt"),
        brand("line-break", "brand\n.yaml"),
        brand("escape-sequence", "\u{1b}[2Jbrand.yaml"),
        brand("right-to-left", "\u{202e}lmay.dnarb"),
        brand("zero-width", "brand\u{200b}.yaml"),
        brand("long-name", &format!("{}.yaml", "n".repeat(300))),
        brand("very-long", &format!("{}x.yaml", "n/".repeat(50_000))),
        brand("folder", "sections"),
        brand("device", "/dev/zero"),
        brand("no-ending", "brand"),
        brand("other-ending", "brand.exe"),
        brand("other-case", "Brand.YAML"),
        brand("itself", "report.yaml"),
        brand("section", "sections/one.yaml"),
        brand("trailing-space", "brand.yaml "),
        brand("star", "*.yaml"),
        brand("pipe", "|id"),
        Case::new("path-composed-and-decomposed")
            .file("report.yaml", report("").replace("brand.yaml", "e\u{301}.yaml"))
            .file("\u{e9}.yaml", "x: y\n"),
        Case::new("path-section-named-twice").file(
            "report.yaml",
            report("")
                .replace("[sections/one.yaml]", "[sections/one.yaml, sections/one.yaml]"),
        ),
        Case::new("path-in-the-id")
            .file("report.yaml", report("").replace("id: note", "id: ../../beside")),
        Case::new("path-device-as-the-id")
            .file("report.yaml", report("").replace("id: note", "id: \"NUL\"")),
        Case::new("path-two-reports").file("report.json", "{}").misused(),
    ];
    #[cfg(unix)]
    cases.extend(on_unix());
    cases
}

#[cfg(unix)]
fn on_unix() -> Vec<Case> {
    use std::os::unix::fs::symlink;

    fn link(target: &str, folder: &Path) {
        symlink(target, folder.join("a.yaml")).expect("a link");
    }
    vec![
        put("link-out", |folder| link("../beside.txt", folder)),
        put("link-to-an-absolute-path", |folder| link("/etc/passwd", folder)),
        put("link-to-itself", |folder| link("a.yaml", folder)),
        put("links-in-a-ring", |folder| {
            link("b.yaml", folder);
            symlink("c.yaml", folder.join("b.yaml")).expect("a link");
            symlink("a.yaml", folder.join("c.yaml")).expect("a link");
        }),
        put("link-to-nothing", |folder| link("gone.yaml", folder)),
        put("link-to-a-folder", |folder| link("sections", folder)),
        put("link-to-the-project", |folder| link(".", folder)),
        put("link-to-a-device", |folder| link("/dev/zero", folder)),
        put("link-to-random", |folder| link("/dev/urandom", folder)),
        put("link-to-memory", |folder| link("/proc/self/environ", folder)),
        put("link-to-standard-input", |folder| link("/dev/stdin", folder)),
        put("link-that-goes-out-and-back", |folder| {
            std::fs::write(
                folder.join("b.yaml"),
                "- {short: NFS, long: New Fire Service}\n",
            )
            .expect("a file");
            let name = folder.file_name().and_then(|it| it.to_str()).expect("a name");
            link(&format!("../{name}/b.yaml"), folder);
        })
        .section(super::prose_section("The NFS came."))
        .prints(&["New Fire Service"]),
        put("pipe-that-never-speaks", |folder| {
            let made = std::process::Command::new("mkfifo")
                .arg(folder.join("a.yaml"))
                .status()
                .expect("mkfifo");
            assert!(made.success());
        }),
        put("socket", |folder| {
            // The name of a socket may have some hundred characters only.
            let here = folder.join("a.yaml");
            std::os::unix::net::UnixListener::bind(here).expect("a socket");
        }),
        put("folder-of-that-name", |folder| {
            std::fs::create_dir(folder.join("a.yaml")).expect("a folder");
        }),
        Case::new("path-folder-that-leads-out")
            .fields("abbreviations: [away/beside.txt]\n")
            .prepared(|folder| {
                symlink("..", folder.join("away")).expect("a link");
            }),
        Case::new("path-report-that-leads-out").prepared(|folder| {
            let report = folder.join("report.yaml");
            std::fs::remove_file(&report).expect("a file that can go");
            symlink("../beside.txt", report).expect("a link");
        }),
        Case::new("path-report-is-a-folder").prepared(|folder| {
            let report = folder.join("report.yaml");
            std::fs::remove_file(&report).expect("a file that can go");
            std::fs::create_dir(report).expect("a folder");
        }),
        Case::new("path-report-is-a-device").prepared(|folder| {
            let report = folder.join("report.yaml");
            std::fs::remove_file(&report).expect("a file that can go");
            symlink("/dev/zero", report).expect("a link");
        }),
    ]
}
