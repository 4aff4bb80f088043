// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Testing

@testable import chancery

struct ExplainMessagesTests {
    @Test(arguments: ["fr", "pt-BR", "zh-Hant"])
    func aTagNamesTheLanguageOfTheFile(tag: String) throws {
        #expect(try Explain.parse(["--messages", tag]).messages == tag)
    }

    @Test(arguments: [["x\"y"], ["../de"], ["f"], ["fr", "RC10"], ["fr", "--catalogue"]])
    func whatWouldPrintNoMessageFileIsRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try Explain.parse(["--messages"] + arguments) }
    }
}
