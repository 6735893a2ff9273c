import Screen
import Teaching

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
  private static let letter = Duration.microseconds(1_000_000 / lettersPerSecond)
  private static let character = Duration.microseconds(1_000_000 / charactersPerSecond)
  /// How long it takes to see that there is something new.
  private static let notice = Duration.milliseconds(900)

  /// How long a text stays, by its length in whatever script it is written.
  package func time(toRead text: String) -> Duration {
    var time = Self.notice
    for character in text {
      let isWide = TextWidth.standard.of(character) > 1
      time += isWide ? Self.character : Self.letter
    }
    return scaled(time)
  }

  /// Between two keys of a row of equal ones.
  package var brisk: Duration { scaled(.milliseconds(350)) }
  /// After something that says nothing.
  package var beat: Duration { scaled(.milliseconds(1200)) }
  /// Before the first thing happens, and after the last.
  package var edge: Duration { scaled(.seconds(2)) }
  /// The longest that a run of the cluster may take; one that would take longer is sped up.
  package var longestRun: Duration { scaled(.seconds(8)) }

  private func scaled(_ time: Duration) -> Duration {
    .microseconds(time.microseconds * permille / 1000)
  }
}
