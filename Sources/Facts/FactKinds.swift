// SPDX-License-Identifier: Apache-2.0

/// Every kind of fact that this version writes; a new kind adds one line here and golden bytes in the tests.
package enum FactKinds {
    package static let all: [any Fact.Type] = [
        AddressSet.self,
        Reachability.self,
        StartTLSOffer.self,
        VersionOffer.self,
        SuiteOffer.self,
        SuiteOrder.self,
        ChaCha20Priority.self,
        SSL2CipherOffer.self,
        GroupOffer.self,
        GroupOrder.self,
        FiniteFieldGroup.self,
        FiniteFieldPrime.self,
        FiniteFieldNegotiation.self,
        EphemeralKeyReuse.self,
        SignatureSchemeOffer.self,
        ExtensionOffer.self,
        MasterSecretDemand.self,
        CompressionOffer.self,
        CertificateCompression.self,
        ApplicationProtocols.self,
        CertificateChain.self,
        AssociationDigests.self,
        ChainTrust.self,
        ServerNameMatch.self,
        OCSPStaple.self,
        TransparencyTimestamps.self,
        ChainOrder.self,
        KeyTrials.self,
        RevocationStatus.self,
        TransparencyPromises.self,
        SessionResumption.self,
        EarlyData.self,
        TicketKey.self,
        ClientCertificateRequest.self,
        ServerClock.self,
        ServerNameConduct.self,
        HelloTolerance.self,
        NextProtocols.self,
        AttackExposure.self,
        DNSRecords.self,
        DNSSECState.self,
        ZoneCut.self,
        ZoneSignatures.self,
        NameServerConduct.self,
        NameServerStream.self,
        ZoneTransfer.self,
        Delegation.self,
        MTASTSPolicyFile.self,
        MarkCertificate.self,
        PageResponse.self,
        PageSketch.self,
        CrossOriginAccess.self,
        PlainRedirects.self,
        SecurityTextFile.self,
        ErrorPage.self,
        ExposedFiles.self,
        DirectoryListings.self,
        SourceMaps.self,
        DocumentMetadata.self,
        PageLinks.self,
        StatementFeed.self,
        CrawlerRules.self,
        ProfileLinks.self,
        TrustFile.self,
        WebFingerAnswer.self,
        HandleIdentifier.self,
        AccountPage.self,
        ChatPrograms.self,
        CorrectionMarks.self,
        DatasetMetadata.self,
        AccessibilityMarks.self,
        RelayConduct.self,
        CallServerConduct.self,
        ForeignService.self,
        LookAlikeNames.self,
        DomainRegistration.self,
        IssuedCertificates.self,
        VantageRoutes.self,
        ResolverConduct.self,
        OutgoingWay.self,
        TLSInterception.self,
        RouteOrigin.self,
        AddressNetwork.self,
    ]

    /// The kinds whose past checks look at; for these alone the store is asked.
    package static let historical: Set<FactKind> = [TicketKey.kind, PageSketch.kind]

    /// How far back: longer than any check asks.
    package static let historyDays = 400

    /// The type that reads a kind; nil for a kind of another version.
    package static func type(of kind: FactKind) -> (any Fact.Type)? { byKind[kind] }

    private static let byKind: [FactKind: any Fact.Type] = Dictionary(all.map { ($0.kind, $0) }) { first, _ in
        first
    }
}
