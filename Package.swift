// swift-tools-version: 6.2
import PackageDescription

/// One way of compiling for every target: Swift 6 mode, strict memory safety, no warning tolerated.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Tests may reach for Foundation and pointers without saying so each time.
let testSettings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
    name: "deedlog",
    products: [
        .executable(name: "deedlog", targets: ["LedgerCLI"]),
        .executable(name: "deedverify", targets: ["DeedVerify"]),
        .library(name: "Ledger", targets: ["Ledger", "Storage", "Proofs", "CanonicalJSON"]),
        .library(name: "Vault", targets: ["Vault"]),
        .library(name: "HomeSale", targets: ["HomeSale"]),
        .library(name: "Projections", targets: ["Projections"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: [
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        .target(name: "Storage", dependencies: ["CLMDB"], swiftSettings: settings),
        .target(name: "CanonicalJSON", swiftSettings: settings),
        .target(name: "Proofs", dependencies: ["COpenSSL"], swiftSettings: settings),
        .target(name: "Ledger", dependencies: ["Storage", "Proofs", "CanonicalJSON"], swiftSettings: settings),
        .target(
            name: "Vault", dependencies: ["COpenSSL", "Storage", "Proofs", "CanonicalJSON", "Ledger"], swiftSettings: settings),
        .target(name: "HomeSale", dependencies: ["CanonicalJSON", "Proofs", "Ledger"], swiftSettings: settings),
        .target(
            name: "Projections", dependencies: ["HomeSale", "Ledger", "Storage", "Proofs", "CanonicalJSON"],
            swiftSettings: settings),
        .target(name: "Wire", dependencies: ["CCurl", "Storage"], swiftSettings: settings),
        .executableTarget(
            name: "LedgerCLI",
            dependencies: [
                "Projections", "HomeSale", "Vault", "Ledger", "Storage", "Proofs", "CanonicalJSON", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        .executableTarget(
            name: "DeedVerify",
            dependencies: ["Proofs", "CanonicalJSON", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: settings),

        .target(name: "TestSupport", dependencies: ["Proofs"], path: "Tests/TestSupport", swiftSettings: testSettings),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "TestSupport"], swiftSettings: testSettings),
        .testTarget(
            name: "CanonicalJSONTests", dependencies: ["CanonicalJSON", "TestSupport"], swiftSettings: testSettings),
        .testTarget(name: "ProofsTests", dependencies: ["Proofs", "TestSupport"], swiftSettings: testSettings),
        .testTarget(
            name: "LedgerTests", dependencies: ["Ledger", "Storage", "Proofs", "CanonicalJSON", "TestSupport"],
            swiftSettings: testSettings),
        .testTarget(
            name: "VaultTests", dependencies: ["Vault", "Ledger", "Storage", "Proofs", "CanonicalJSON", "TestSupport"],
            swiftSettings: testSettings),
        .testTarget(
            name: "HomeSaleTests", dependencies: ["HomeSale", "CanonicalJSON", "TestSupport"], swiftSettings: testSettings),
        .testTarget(
            name: "ProjectionsTests",
            dependencies: ["Projections", "HomeSale", "Ledger", "Storage", "Proofs", "CanonicalJSON", "TestSupport"],
            swiftSettings: testSettings),
        .testTarget(name: "WireTests", dependencies: ["Wire", "TestSupport"], swiftSettings: testSettings),
        .testTarget(
            name: "DeedVerifyTests", dependencies: ["DeedVerify", "Proofs", "TestSupport"], swiftSettings: testSettings),
        .testTarget(
            name: "LedgerCLITests",
            dependencies: [
                "HomeSale", "Ledger", "LedgerCLI", "Projections", "Proofs", "Storage", "TestSupport", "Vault", "Wire",
            ],
            swiftSettings: testSettings),
    ]
)
