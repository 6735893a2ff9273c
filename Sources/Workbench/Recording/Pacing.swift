import Screen
import Simulation

/// How long things stay on a recorded screen: long enough to be found and read.
package struct Pacing: Hashable, Sendable {
  /// Thousandths of the usual time: 2000 gives twice as long to read.
  package var permille: Int

  /// - Precondition: `permille` is positive.
  package init(permille: Int = 1000) {
    precondition(permille > 0)
    self.permille = permille
  }

  /// Letters that a reader takes in within a second while there is something else to look at.
  package static let lettersPerSecond = 15
  /// The same for Chinese characters, each of which says what several letters say.
  package static let charactersPerSecond = 5
  /// How long it takes to see that there is something new.
  private static let notice: TimeSpan = 900_000

  /// How long a text stays, by its length in whatever script it is written.
  package func time(toRead text: String) -> TimeSpan {
    var micros = Self.notice
    for character in text {
      let isWide = TextWidth.standard.of(character) > 1
      micros += 1_000_000 / (isWide ? Self.charactersPerSecond : Self.lettersPerSecond)
    }
    return scaled(micros)
  }

  /// Between two keys of a row of equal ones.
  package var brisk: TimeSpan { scaled(350_000) }
  /// After something that says nothing.
  package var beat: TimeSpan { scaled(1_200_000) }
  /// Before the first thing happens, and after the last.
  package var edge: TimeSpan { scaled(2_000_000) }
  /// The longest that a run of the cluster may take; one that would take longer is sped up.
  package var longestRun: TimeSpan { scaled(8_000_000) }

  private func scaled(_ micros: TimeSpan) -> TimeSpan { micros * permille / 1000 }
}
