import Screen
import Teaching
import TestSupport
import Testing

@testable import raftlab

@Suite("Help and errors in every language", .ownThreads) struct HelpTests {
  /// What a page says, without what is the same in all languages: usage, labels, examples, and what
  /// the parser says in its own words behind a sentence of ours.
  private func prose(_ page: String) -> String {
    page.split(separator: "\n").filter { !$0.contains("raftlab ") && !$0.contains("[--") }
      .map {
        $0.replacing(/^ +-.*?>  +|^ +-[-a-z, ]+  +|`.*?`|".*?"|<.*?>|解析器报告：.*/, with: "")
      }
      .joined(separator: "\n")
  }

  /// Runs of English words that make a sentence.
  private func english(in text: String) -> [Substring] {
    text.matches(of: /[A-Za-z]{2,}(,? [a-z]{2,}){2,}/).map(\.0)
  }

  private func isHan(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  private func page(_ command: CommandName, in language: Language, columns: Int = 80) -> String {
    Spoken.$language.withValue(language) { Self.pages[language]![command]!.text(columns: columns) }
  }

  /// All pages, asked of the parser once: it is slow to tell what is on them.
  private static let pages: [Language: [CommandName: HelpPage]] =
    Language.allCases.reduce(into: [:]) { $0[$1] = pages(in: $1) }

  private static func pages(in language: Language) -> [CommandName: HelpPage] {
    Spoken.$language.withValue(language) {
      CommandName.allCases.reduce(into: [:]) { pages, command in
        pages[command] = HelpPage(of: CommandPath(command))
      }
    }
  }

  @Test("the help of every command is Chinese where Chinese is asked for")
  func chinese() {
    for command in CommandName.allCases {
      let page = page(command, in: .chinese)
      #expect(english(in: prose(page)).isEmpty, "\(command): \(english(in: prose(page)))\n\(page)")
      #expect(page.contains("用法：raftlab") && page.contains("选项："))
    }
  }

  @Test("an English help is found to be English: the search for it finds something")
  func searchFinds() {
    for command in CommandName.allCases {
      #expect(!english(in: prose(page(command, in: .english))).isEmpty, "\(command)")
    }
  }

  @Test("every text differs from language to language, and is there")
  func texts() {
    let (english, chinese) = (Language.english.commandTexts, Language.chinese.commandTexts)
    for command in CommandName.allCases {
      #expect(!english.abstract(of: command).isEmpty && isHan(chinese.abstract(of: command)))
      #expect(
        english.discussion(of: command).isEmpty == chinese.discussion(of: command).isEmpty)
    }
    for option in OptionName.allCases {
      #expect(!isHan(english.help(for: option)) && isHan(chinese.help(for: option)), "\(option)")
    }
  }

  @Test("help keeps within the columns there are, by the width of its characters")
  func width() {
    for language in Language.allCases {
      for command in CommandName.allCases {
        for columns in [60, 100] {
          for line in page(command, in: language, columns: columns).split(separator: "\n") {
            #expect(TextWidth.standard.of(line) <= columns, "\(line)")
          }
        }
      }
    }
  }

  /// Wrong command lines, one for each complaint of the parser and each of our own mistakes.
  static let wrong = [
    "--bogus", "--sped 1", "-x", "dance", "dance now", "keys --lang", "keys --loud=3", "play",
    "record election", "--ascii=yes", "export --as foo", "--color pink", "--size 3",
    "picture --size 3", "picture --keys spaec", "--speed -1", "--seed -1", "--servers 0",
    "check --servers 10", "check --seeds 0", "check --seed 18446744073709551615 --seeds 2",
    "log --until 0", "--without grant-vote", "--without pipelinin",
    "--without x", "record", "record election -o a.b", "record election --still 1 -o a.cast",
    "record --keys spaec -o a.cast", "record election --still 1 --still 2 -o - --as svg",
    "log --act nonsense", "picture --theme /dev/null", "record election --fps 0 -o a.cast",
    "record election --pace 0 -o a.cast",
    "record election --cast-version 4 -o a.cast", "record election --max-frame-bytes 1 -o a.cast",
    "export", "export election --as history --key 123456789", "play no-such-lesson",
    "test no-such-file.yaml", "picture --theme nope", "picture --theme no/such.yaml",
    "--lang xx", "--generate-completion-script csh", "lessons --show eletion",
    "test /etc/hostname", "experiment figure-61", "experiment figure-16 --trials 0",
    "experiment figure-16 --shard 9/8", "experiment figure-16 --shard auto/8",
    "experiment figure-16 --trial 1:1", "experiment /etc/hostname", "merge /etc/hostname",
    "experiment --size 10x10",
    "explore --goal two", "explore --timeouts -1", "explore --messages 201",
    "explore --writes 10", "explore --servers 10", "explore --batch 0", "explore --disk slow",
    "explore --memory 1", "explore --states 0", "explore --cores 65", "explore --open",
    "explore --save - --json --goal violation", "explore election --servers 3",
    "explore --without grant-vote", "explore no-such-lesson", "explore pre-vote --goal violation",
    "--experimental-dump-help", "keys --experimental-dump-help",
  ]

  @Test("what is wrong with a command line is said in Chinese too", arguments: wrong)
  func mistakes(line: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    for (locale, language) in [("zh_CN.UTF-8", Language.chinese), ("C.UTF-8", .english)] {
      let run = try Finished(arguments, environment: ["LC_ALL": locale])
      #expect(run.status != 0)
      #expect(run.output.isEmpty && !run.errors.isEmpty)
      if language == .chinese {
        #expect(english(in: prose(run.errors)).isEmpty && isHan(run.errors), "\(run.errors)")
      } else {
        #expect(!isHan(run.errors.replacing("中文", with: "")), "\(run.errors)")
      }
    }
  }

  @Test("--lang decides, then the locale; for help as for all else, wherever it stands")
  func choice() throws {
    for (arguments, locale, isChinese) in [
      ("check --help --lang zh", "C.UTF-8", true), ("--lang=zh check --help", "C.UTF-8", true),
      ("help check", "zh_CN.UTF-8", true), ("check -h --lang en", "zh_CN.UTF-8", false),
      ("check -h", "fr_FR.UTF-8", false),
    ] {
      let run = try Finished(
        arguments.split(separator: " ").map(String.init), environment: ["LC_ALL": locale])
      #expect(run.status == 0)
      #expect(run.output.contains(isChinese ? "种子" : "seeds"), "\(arguments)")
      #expect(run.output.contains("用法") == isChinese, "\(arguments)")
    }
  }
}
