import Screen
import Teaching

/// How it looks: what users settle once, and the terminal's size.
package struct Look: Sendable {
  package internal(set) var language: Language
  package internal(set) var theme: Theme
  package internal(set) var size: Size
  package let keymap: Keymap
  package let motion: Motion
  /// Whether clicks and the wheel are for the program; if not, they select text in the terminal.
  package var wantsMouse = true
  /// Whether the cluster is shown for the last row of a hall: less of it, and larger.
  package var isLargePrint = false
  /// Whether the screen has no other characters than those of ASCII, and no language but English.
  package var showsOnlyASCII = false
  /// The keys pressed last, if they are to be shown.
  package var keyEcho: KeyEcho?
}
