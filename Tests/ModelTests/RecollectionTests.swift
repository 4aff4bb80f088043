// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

struct RecollectionTests {
    @Test func eachAnswerIsWorkedOutOnceUntilThereAreTooMany() {
        let squares = Recollection<Int, Int>(limit: 3)
        var worked: [Int] = []
        let square = { (number: Int) in
            squares.answer(to: number) {
                worked.append(number)
                return number * number
            }
        }
        #expect([1, 2, 1, 2, 3, 1].map(square) == [1, 4, 1, 4, 9, 1])
        #expect(worked == [1, 2, 3])
        #expect([4, 1, 4, 1].map(square) == [16, 1, 16, 1])
        #expect(worked == [1, 2, 3, 4, 1])
    }

    @Test func whatIsRememberedTellsNothingApart() {
        let (first, second) = (Recollection<Int, Int>(limit: 3), Recollection<Int, Int>(limit: 4))
        #expect(first.answer(to: 1) { 2 } == 2)
        #expect(first == second && first.hashValue == second.hashValue)
    }
}
