import Glibc
import Storage
import TestSupport
import Testing

@Test("what is created is read back, with its mode whatever the umask, and is not created twice")
func create() throws {
    let folder = TemporaryFolder()
    let path = folder.file("a")
    var random = SeededRandom(1)
    for (name, bytes, mode) in [("a", [], 0o600), ("b", [7], 0o644), ("c", random.bytes(200_000), 0o666)]
        as [(String, [UInt8], UInt32)]
    {
        try Files.create(folder.file(name), bytes, mode: mode)
        #expect(try Files.read(folder.file(name)) == bytes)
        #expect(Files.mode(folder.file(name)) == mode)
        #expect(Files.size(folder.file(name)) == bytes.count)
    }
    #expect(throws: StoreError(.init(rawValue: EEXIST), "open")) { try Files.create(path, [1]) }
    #expect(try Files.read(path) == [])
    #expect(try Files.names(folder.path) == ["a", "b", "c"])
}

@Test("replacing gives the new bytes and mode under the old name, and leaves no other file")
func replace() throws {
    let folder = TemporaryFolder()
    let path = folder.file("head")
    try Files.replace(path, [1, 2, 3])
    #expect(Files.mode(path) == 0o600)
    let opened = open(path, O_RDONLY)
    defer { close(opened) }
    try Files.replace(path, [4], mode: 0o644)
    #expect(try Files.read(path) == [4])
    #expect(Files.mode(path) == 0o644)
    // Who had the old file open reads it to its end.
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(read(opened, &bytes, 8) == 3)
    #expect(try Files.names(folder.path) == ["head"])
    #expect(throws: StoreError(.noSuchFile, "open")) { try Files.replace(folder.file("absent/head"), [1]) }
}

@Test("a reader beside a replacing writer sees whole files only")
func replaceIsWhole() throws {
    let folder = TemporaryFolder()
    let path = folder.file("head")
    try Files.replace(path, [UInt8](repeating: 0, count: 100_000))
    let isOver = Lock(false)
    let torn = Lock(0)
    let reader = Thread {
        while !isOver.withLock({ $0 }) {
            guard let bytes = try? Files.read(path), bytes.count == 100_000, Set([bytes[0], bytes[99_999]]).count == 1 else {
                torn.withLock { $0 += 1 }
                continue
            }
        }
    }
    for n in 1...40 { try Files.replace(path, [UInt8](repeating: UInt8(n), count: 100_000)) }
    isOver.withLock { $0 = true }
    reader.join()
    #expect(torn.withLock { $0 } == 0)
}

@Test("names are sorted and without the folder itself")
func names() throws {
    let folder = TemporaryFolder()
    #expect(try Files.names(folder.path) == [])
    for name in ["b", "a", ".hidden", "B", "汉"] { try Files.create(folder.file(name), []) }
    try Files.createFolders(folder.file("folder"))
    #expect(try Files.names(folder.path) == [".hidden", "B", "a", "b", "folder", "汉"])
    #expect(throws: StoreError(.noSuchFile, "opendir")) { try Files.names(folder.file("absent")) }
}

@Test("reading what is not there, or is a folder, is an error")
func readFails() {
    let folder = TemporaryFolder()
    #expect(throws: StoreError(.noSuchFile, "open")) { try Files.read(folder.file("absent")) }
    #expect(throws: StoreError(.init(rawValue: EISDIR), "read")) { try Files.read(folder.path) }
    #expect(!Files.exists(folder.file("absent")))
    #expect(Files.mode(folder.file("absent")) == nil)
    #expect(Files.size(folder.file("absent")) == nil)
    #expect(Files.diskSpace(folder.file("absent")) == nil)
}

@Test("folders are made with those above them, for the owner alone, and once")
func createFolders() throws {
    let folder = TemporaryFolder()
    let path = folder.file("a/b/c")
    try Files.createFolders(path)
    try Files.createFolders(path)
    try Files.createFolders(folder.file("a/d/"))
    for made in ["a", "a/b", "a/b/c", "a/d"] { #expect(Files.mode(folder.file(made)) == 0o700) }
    try Files.create(folder.file("file"), [])
    #expect(throws: StoreError.self) { try Files.createFolders(folder.file("file/x")) }
}

@Test("removing and renaming")
func removeAndRename() throws {
    let folder = TemporaryFolder()
    try Files.create(folder.file("a"), [1])
    try Files.rename(folder.file("a"), to: folder.file("b"))
    #expect(try Files.names(folder.path) == ["b"])
    try Files.remove(folder.file("b"))
    #expect(throws: StoreError(.noSuchFile, "unlink")) { try Files.remove(folder.file("b")) }
    #expect(throws: StoreError(.noSuchFile, "rename")) { try Files.rename(folder.file("b"), to: folder.file("c")) }
    try Files.createFolders(folder.file("started"))
    try Files.create(folder.file("started/x"), [])
    Files.removeFolder(folder.file("started"))
    Files.removeFolder(folder.file("started"))
    #expect(try Files.names(folder.path) == [])
}

@Test("a folder or file without any write bit is not writable, also for root")
func isWritable() throws {
    let folder = TemporaryFolder()
    let inner = folder.file("inner")
    try Files.createFolders(inner)
    try Files.create(inner + "/file", [1])
    #expect(Files.isWritable(inner))
    #expect(Files.isWritable(inner + "/file"))
    for mode in [0o555, 0o500, 0o400] as [UInt32] {
        #expect(chmod(inner, mode) == 0)
        #expect(!Files.isWritable(inner))
    }
    #expect(chmod(inner, 0o700) == 0)
    #expect(chmod(inner + "/file", 0o444) == 0)
    #expect(!Files.isWritable(inner + "/file"))
    #expect(Files.isWritable(inner))
    #expect(!Files.isWritable(folder.file("absent")))
}

@Test(
    "the folder above a path",
    arguments: [
        ("/a/b", "/a"), ("/a", "/"), ("/", "/"), ("a", "."), ("a/b", "a"), ("./a", "."), ("/a/b/", "/a/b"),
    ])
func parent(path: String, above: String) { #expect(Files.parent(path) == above) }

@Test("free space is part of the whole, and dropping the cache keeps the bytes")
func spaceAndCache() throws {
    let folder = TemporaryFolder()
    let space = try #require(Files.diskSpace(folder.path))
    #expect(space.free >= 0 && space.free <= space.total && space.total > 0)
    try Files.create(folder.file("a"), [1, 2, 3])
    try Files.dropCache(folder.file("a"))
    #expect(try Files.read(folder.file("a")) == [1, 2, 3])
    #expect(throws: StoreError(.noSuchFile, "open")) { try Files.dropCache(folder.file("absent")) }
}
