// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// CI sets this switch; a user's build never fails on a warning.
let warningsAreErrors = Context.environment["CHANCERY_WARNINGS_AS_ERRORS"] == "1"

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

/// What only a build with the trait `PostgreSQL` has, so that no other needs libpq.
func postgreSQL(_ targets: String...) -> [Target.Dependency] {
    targets.map { .target(name: $0, condition: .when(traits: ["PostgreSQL"])) }
}

let package = Package(
    name: "chancery",
    products: [.executable(name: "chancery", targets: ["chancery"])],
    traits: [
        .trait(
            name: "PostgreSQL",
            description: "The store in a PostgreSQL database; needs libpq."
        )
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CAllocator"),
        .systemLibrary(name: "CClock"),
        .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CUnbound", providers: [.apt(["libunbound-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        .target(name: "Model"),
        .target(name: "Settings"),
        .target(name: "TLSWire"),
        .target(name: "DNSWire", dependencies: ["Model"]),
        .target(name: "MailPolicy", dependencies: ["DNSWire", "Model"]),
        .target(name: "Facts", dependencies: ["DNSWire", "Model", "TLSWire"]),
        .target(
            name: "Inventory",
            dependencies: ["Alerts", "MailSubmission", "Model", "OpenPGP", "Settings"]
        ),
        .target(name: "Crypto", dependencies: ["COpenSSL"]),
        .target(name: "Proof", dependencies: ["Crypto", "Facts", "Model"]),
        .target(name: "Inflation", dependencies: ["CZlib"]),
        .target(name: "Identity"),
        .target(name: "HTTPWire", dependencies: ["Inflation"]),
        .target(name: "WebPolicy", dependencies: ["HTTPWire", "Inflation"]),
        .target(name: "Markup", dependencies: ["CLibXML", "HTTPWire"]),
        .target(name: "Accessibility", dependencies: ["Markup"]),
        .target(name: "Resolver", dependencies: ["CUnbound", "Model"]),
        .target(name: "Preambles", dependencies: ["Model"]),
        .target(name: "ConferenceWire"),
        .target(name: "MailSubmission", dependencies: ["Preambles"]),
        .target(name: "Alerts", dependencies: ["MailSubmission", "Model"]),
        .target(
            name: "Transport",
            dependencies: ["Crypto", "DNSWire", "Model", "Preambles", nioCore, nioPosix]
        ),
        .target(
            name: "Probes",
            dependencies: [
                "Accessibility", "ConferenceWire", "Crypto", "DNSWire", "Facts", "HTTPWire", "Identity",
                "MailPolicy", "MailSubmission",
                "Markup", "Model", "OpenPGP",
                "Preambles", "Registers", "Resolver", "Routing", "TLSWire", "Transport", "WebPolicy",
            ]
        ),
        .target(name: "OpenPGP"),
        .target(name: "Registers", dependencies: ["Model"]),
        .target(name: "Routing", dependencies: ["Model"]),
        .target(name: "Observations", dependencies: ["Facts", "Model"]),
        .target(
            name: "Checks",
            dependencies: [
                "Crypto", "DNSWire", "Facts", "HTTPWire", "MailPolicy", "Model", "TLSWire", "WebPolicy",
            ]
        ),
        .target(
            name: "Clients",
            dependencies: ["Checks", "Model", "Settings", "TLSWire"],
            resources: [.embedInCode("Shipped")]
        ),
        .target(
            name: "Standards",
            dependencies: ["Checks", "Facts", "Model", "Settings", "TLSWire"],
            resources: [.embedInCode("Shipped")]
        ),
        .target(name: "Risk", dependencies: ["Model", "Settings"]),
        .target(name: "Store", dependencies: ["Facts", "Model", "Proof"]),
        .target(name: "StoreRecords", dependencies: ["Crypto", "Facts", "Model", "Store"]),
        .target(
            name: "StoreSQLite",
            dependencies: ["Crypto", "Facts", "Model", "Proof", "Store", "StoreRecords", grdb]
        ),
        .target(
            name: "StorePostgreSQL",
            dependencies: ["Facts", "Model", "Proof", "Store", "StoreRecords"] + postgreSQL("CPostgreSQL")
        ),
        .target(name: "Messages"),
        .target(
            name: "Reports",
            dependencies: [
                "Checks", "Crypto", "DNSWire", "Facts", "Messages", "Model", "Standards", "TLSWire", mustache,
            ],
            resources: [.embedInCode("Languages"), .embedInCode("Templates")]
        ),
        .target(
            name: "Pipeline",
            dependencies: [
                "Alerts", "Checks", "Clients", "Crypto", "DNSWire", "Facts", "Inventory", "Laboratory",
                "Messages",
                "Model",
                "MailSubmission", "Observations", "Probes", "Proof", "Reports", "Resolver", "Risk",
                "Settings",
                "Standards",
                "Store", "TLSWire",
                "Transport", nioCore, nioPosix,
            ]
        ),
        .target(
            name: "Backup",
            dependencies: ["Crypto", "Facts", "Model", "Pipeline", "Proof", "Store", "StoreSQLite"]
        ),
        .target(
            name: "Serving",
            dependencies: [
                "Crypto", "HTTPWire", "Inventory", "Model", "Pipeline", "Reports", "Store", nioCore, nioHTTP1,
                nioPosix,
            ],
            resources: [.embedInCode("Shipped")]
        ),
        .target(
            name: "Service",
            dependencies: [
                "Alerts", "CAllocator", "Inventory", "Model", "Pipeline", "Proof", "Serving", "Settings",
                "Store",
                lifecycle,
                logging,
                nioCore,
                nioPosix,
                unixSignals,
            ]
        ),
        .target(
            name: "Laboratory",
            dependencies: ["ConferenceWire", "Crypto", "DNSWire", "Model", nioCore, nioPosix]
        ),
        .executableTarget(
            name: "yardstick",
            dependencies: ["Checks", "Facts", "Model", "Pipeline", "Risk", "Store", "StoreSQLite"],
            path: "Benchmarks/yardstick"
        ),
        .executableTarget(
            name: "chancery",
            dependencies: [
                "Alerts", "Backup", "CClock", "Checks", "Crypto", "Facts", "Inventory", "Laboratory",
                "Messages", "Model", "Observations", "Pipeline", "Probes", "Proof", "Reports", "Risk",
                "Service",
                "Serving", "Settings", "Standards", "Store",
                "StoreRecords", "StoreSQLite", argumentParser, logging,
            ] + postgreSQL("StorePostgreSQL"),
            resources: [.embedInCode("Shipped")]
        ),

        .testTarget(name: "MessagesTests", dependencies: ["Messages"]),
        .testTarget(name: "ModelTests", dependencies: ["Model", "TestSupport"]),
        .testTarget(name: "SettingsTests", dependencies: ["Settings", "TestSupport"]),
        .testTarget(name: "InventoryTests", dependencies: ["Inventory", "Model", "Settings", "TestSupport"]),
        .testTarget(name: "TLSWireTests", dependencies: ["TLSWire", "TestSupport"]),
        .testTarget(name: "DNSWireTests", dependencies: ["DNSWire", "Model", "TestSupport"]),
        .testTarget(
            name: "MailPolicyTests",
            dependencies: ["DNSWire", "MailPolicy", "Model", "TestSupport"]
        ),
        .testTarget(name: "FactsTests", dependencies: ["DNSWire", "Facts", "Model", "TLSWire"]),
        .testTarget(
            name: "HTTPWireTests",
            dependencies: ["HTTPWire", "Inflation", "TestSupport"],
            resources: [.copy("bomb.gz")]
        ),
        .testTarget(name: "MarkupTests", dependencies: ["HTTPWire", "Markup", "TestSupport"]),
        .testTarget(
            name: "AccessibilityTests",
            dependencies: ["Accessibility", "HTTPWire", "Markup", "TestSupport"]
        ),
        .testTarget(name: "ConferenceWireTests", dependencies: ["ConferenceWire", "TestSupport"]),
        .testTarget(name: "WebPolicyTests", dependencies: ["HTTPWire", "TestSupport", "WebPolicy"]),
        .testTarget(name: "OpenPGPTests", dependencies: ["OpenPGP", "TestSupport"]),
        .testTarget(name: "RegistersTests", dependencies: ["Registers", "TestSupport"]),
        .testTarget(
            name: "ObservationsTests",
            dependencies: ["Facts", "Model", "Observations", "TestSupport"]
        ),
        .testTarget(name: "RoutingTests", dependencies: ["Model", "Routing", "TestSupport"]),
        .testTarget(name: "IdentityTests", dependencies: ["Identity", "TestSupport"]),
        .testTarget(name: "CryptoTests", dependencies: ["Crypto", "TestSupport"]),
        .testTarget(name: "ResolverTests", dependencies: ["Model", "Resolver", nioCore, nioPosix]),
        .testTarget(name: "AlertsTests", dependencies: ["Alerts", "MailSubmission", "Model", "TestSupport"]),
        .testTarget(name: "MailSubmissionTests", dependencies: ["MailSubmission", "TestSupport"]),
        .testTarget(name: "PreamblesTests", dependencies: ["Model", "Preambles", "TestSupport"]),
        .testTarget(
            name: "TransportTests",
            dependencies: [
                "Crypto", "DNSWire", "Model", "Preambles", "TestSupport", "Transport", nioCore, nioPosix,
            ]
        ),
        .testTarget(
            name: "ChecksTests",
            dependencies: [
                "Checks", "Clients", "Crypto", "DNSWire", "Facts", "HTTPWire", "MailPolicy", "Model",
                "Standards",
                "TLSWire", "TestSupport", "WebPolicy",
            ]
        ),
        .testTarget(
            name: "ClientsTests",
            dependencies: ["Checks", "Clients", "Model", "Settings", "TLSWire", "TestSupport"]
        ),
        .testTarget(
            name: "StandardsTests",
            dependencies: ["Checks", "Facts", "Model", "Settings", "Standards", "TestSupport", "TLSWire"]
        ),
        .testTarget(
            name: "RiskTests",
            dependencies: ["Checks", "Facts", "Model", "Risk", "Settings", "TestSupport"]
        ),
        .testTarget(name: "ProofTests", dependencies: ["Crypto", "Proof", "TestSupport"]),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Facts", "Model", "Proof", "Store", "StoreRecords", "StoreSQLite", "TestSupport", grdb,
            ] + postgreSQL("StorePostgreSQL", "chancery")
        ),
        .testTarget(
            name: "LaboratoryTests",
            dependencies: [
                "ConferenceWire", "Crypto", "DNSWire", "Inventory", "Laboratory", "Model", "Resolver",
                "TestSupport", "Transport", nioCore, nioPosix,
            ]
        ),
        .testTarget(
            name: "ProbesTests",
            dependencies: [
                "ConferenceWire", "Crypto", "DNSWire", "Facts", "HTTPWire", "Model", "Preambles", "Probes",
                "OpenPGP", "Reports", "Resolver", "TLSWire", "TestSupport", "Transport", "WebPolicy", nioCore,
                nioPosix,
            ]
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Accessibility", "Checks", "Facts", "Markup", "Messages", "Model", "Reports", "Standards",
                "TLSWire", "TestSupport",
            ]
        ),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "Alerts", "Checks", "Crypto", "DNSWire", "Facts", "Inventory", "MailSubmission", "Messages",
                "Model",
                "Observations",
                "Laboratory", "Pipeline", "Proof", "Reports", "Risk", "Settings", "Store", "StoreSQLite",
                "TestSupport",
            ]
        ),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "Alerts", "Backup", "Checks", "Clients", "Crypto", "DNSWire", "Facts", "Inventory",
                "Laboratory",
                "MailSubmission", "Model",
                "Observations", "Pipeline",
                "Probes", "Proof",
                "Reports", "Resolver", "Risk",
                "Service", "Serving", "Store", "StoreSQLite", "TLSWire", "TestSupport", "Transport",
                "WebPolicy",
                "chancery",
                argumentParser,
                grdb,
                nioCore,
                nioPosix,
            ]
        ),
        .testTarget(name: "BackupTests", dependencies: ["Backup", "TestSupport"]),
        .testTarget(
            name: "ServingTests",
            dependencies: [
                "HTTPWire", "Inventory", "Model", "Reports", "Serving", "TestSupport", nioCore, nioPosix,
            ]
        ),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Alerts", "Inventory", "Model", "Pipeline", "Service", "TestSupport", logging, nioCore,
                nioPosix,
            ]
        ),
        .systemLibrary(name: "CSpawn", path: "Tests/CSpawn"),
        .target(name: "TestSupport", dependencies: ["CSpawn"], path: "Tests/TestSupport"),
    ]
)

// With this switch there are only some test targets, with what they need: for the tests of a trait, beside the common build.
if let only = Context.environment["CHANCERY_ONLY"] {
    let all = Dictionary(package.targets.map { ($0.name, $0) }) { first, _ in first }
    var needed: Set<String> = []
    var waiting = only.split(separator: " ").map(String.init)
    while let name = waiting.popLast() {
        guard let target = all[name], needed.insert(name).inserted else { continue }
        for case .targetItem(let name, _) in target.dependencies { waiting.append(name) }
        for case .byNameItem(let name, _) in target.dependencies { waiting.append(name) }
    }
    package.targets.removeAll { !needed.contains($0.name) }
    package.products = []
}

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    if warningsAreErrors { target.swiftSettings?.append(.treatAllWarnings(as: .error)) }
}
