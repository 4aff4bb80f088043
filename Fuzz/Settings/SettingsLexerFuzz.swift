// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Settings
// fuzz-longest: 1024

import Settings

/// A settings file of any bytes: it becomes sections and diagnostics, and what is printed of it is safe to print.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let syntax = Lexer.lex(Array(UnsafeBufferPointer(start: data, count: size)), file: "fuzz.conf")
    for section in syntax.sections {
        check(section.kind)
        if let name = section.name { check(name) }
        for assignment in section.assignments {
            precondition(!assignment.key.text.isEmpty, "a key without letters")
            check(assignment.key)
            check(assignment.value)
            assignment.value.separatedByCommas().forEach(check)
        }
    }
    let printed = syntax.diagnostics.inFileOrder().rendered()
    precondition(printed.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "a control character is printed")
    return 0
}

private func check(_ string: SourceString) {
    let span = string.span
    precondition(span.bytes.upperBound <= span.file.line(span.line).count, "a span beyond its line")
    precondition(span.column >= 1)
    precondition(!string.text.utf8.contains(0x0A), "a value over two lines")
}
