import Screen
import Teaching

/// The table of keys as Markdown, for `raftlab keys` and the README.
package struct KeysDocument {
  let keymap: Keymap
  let language: Language

  package init(keymap: Keymap, language: Language) {
    self.keymap = keymap
    self.language = language
  }

  /// A table for each group of commands, each line ended.
  package var text: String {
    let labels = language.labels
    var text = ""
    for group in Keymap.Group.allCases {
      if !text.isEmpty { text += "\n" }
      text += "| \(labels.title(of: group)) | |\n| --- | --- |\n"
      for binding in keymap.bindings where binding.group == group {
        let title = labels.title(of: binding.command, in: binding.context)
        let context = labels.title(of: binding.context)
        let place = context.isEmpty ? "" : " (\(context))"
        text += "| \(keys(of: binding)) | \(title)\(place) |\n"
      }
    }
    return text
  }

  private func keys(of binding: Keymap.Binding) -> String {
    guard binding.label == nil else { return "`\(binding.shownKeys)`" }
    return binding.keys.map { "`\($0.shownName)`" }.joined(separator: " ")
  }
}
