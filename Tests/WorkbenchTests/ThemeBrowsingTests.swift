import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Themes: choosing on the screen") struct ThemeBrowsingTests {
  static func laboratory(depth: ColorDepth = .direct) -> Laboratory {
    Laboratory(
      settings: Settings(), theme: Theme(BuiltInSchemes.dark, depth: depth),
      size: Size(columns: 100, rows: 30))
  }

  static func press(_ keys: Key..., on laboratory: inout Laboratory) {
    for key in keys { laboratory.handle(.key(key)) }
  }

  @Test("T shows each theme at once; Enter keeps it")
  func keeping() {
    var laboratory = Self.laboratory()
    Self.press("T", on: &laboratory)
    #expect(laboratory.theme.name == "dark")
    for name in BuiltInSchemes.names.dropFirst() {
      Self.press(Key(.down), on: &laboratory)
      #expect(laboratory.theme.name == name)
      #expect(
        laboratory.frame()[Point(column: 0, row: 4)]?.style.background
          == laboratory.theme[.text].background)
      #expect(laboratory.frame().text.contains("▶ \(name)"))
    }
    Self.press(Key(.down), Key(.down), Key(.enter), on: &laboratory)
    #expect(laboratory.theme.name == "light")
    #expect(laboratory.mode == .normal)
  }

  @Test("however long a name is, the keys that keep and leave it stand beside it")
  func prompts() {
    for language in Language.allCases {
      for columns in [60, 80, 100] {
        var laboratory = Laboratory(
          settings: Settings(), language: language, size: Size(columns: columns, rows: 24))
        Self.press("T", on: &laboratory)
        for _ in BuiltInSchemes.names {
          Self.press(Key(.down), on: &laboratory)
          let footer = laboratory.frame().text(row: 23)
          let labels = language.labels
          #expect(footer.contains("Enter \(labels.hint(of: .confirm))"), "\(footer)")
          #expect(footer.contains("Esc \(labels.hint(of: .cancel))"), "\(footer)")
        }
      }
    }
  }

  @Test("Esc returns to the theme from before")
  func returning() {
    var laboratory = Self.laboratory()
    let before = laboratory.frame()
    Self.press("T", Key(.up), on: &laboratory)
    #expect(laboratory.theme.name == "mono")
    Self.press(Key(.up), Key(.escape), on: &laboratory)
    #expect(laboratory.theme.name == "dark")
    #expect(laboratory.frame() == before)
  }

  @Test("a click elsewhere takes back what was tried; a second click on a theme keeps it")
  func clicks() throws {
    var laboratory = Self.laboratory()
    Self.press("T", Key(.down), on: &laboratory)
    #expect(laboratory.theme.name == "light")
    laboratory.handle(.mouse(Mouse(.press(.left), at: Point(column: 3, row: 4))))
    #expect(laboratory.theme.name == "dark")
    #expect(laboratory.mode == .normal)

    Self.press("T", on: &laboratory)
    let place = try #require(
      HitMap(of: laboratory.frame()).places.last { $0.target == .choice(3) }?.area)
    laboratory.handle(.mouse(Mouse(.press(.left), at: place.origin)))
    #expect(laboratory.theme.name == "paper")
    #expect(laboratory.mode == .choosing(Choice(.themes, at: 3)))
    laboratory.handle(.mouse(Mouse(.press(.left), at: place.origin)))
    #expect(laboratory.theme.name == "paper")
    #expect(laboratory.mode == .normal)
  }

  @Test("the themes tried are for what the terminal shows", arguments: ColorDepth.allCases)
  func depth(depth: ColorDepth) {
    var laboratory = Self.laboratory(depth: depth)
    Self.press("T", Key(.down), Key(.down), Key(.enter), on: &laboratory)
    #expect(laboratory.theme.depth == depth)
  }

  @Test("the box fits every size of screen that shows anything")
  func sizes() {
    for columns in stride(from: 60, through: 200, by: 20) {
      for rows in stride(from: 14, through: 60, by: 6) {
        var laboratory = Self.laboratory()
        laboratory.handle(.resize(Size(columns: columns, rows: rows)))
        Self.press("T", Key(.up), on: &laboratory)
        #expect(laboratory.frame().text.contains("mono"))
      }
    }
  }
}
