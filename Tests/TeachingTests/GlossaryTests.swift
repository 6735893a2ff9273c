import Foundation
import Testing

@testable import Teaching

/// Chinese texts use one word for one thing, the word that Raft's and etcd's readers know.
@Suite("Words of the Chinese texts")
struct GlossaryTests {
  /// A word that is given up, and the one that stands in its place.
  struct Word: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    /// Longer words that have it in them and mean something else.
    var exceptions: [String] = []

    var testDescription: String { "\(old) → \(new)" }

    /// Whether a text uses it.
    func stands(in text: String) -> Bool {
      exceptions.reduce(text) { $0.replacing($1, with: "") }.contains(old)
    }
  }

  static let givenUp = [
    Word(old: "答复", new: "响应"), Word(old: "候选者", new: "候选人"),
    Word(old: "领导人", new: "领导者"), Word(old: "追随者", new: "跟随者"),
    Word(old: "停机", new: "宕机"), Word(old: "崩溃", new: "宕机"), Word(old: "死", new: "宕机"),
    Word(old: "停顿", new: "暂停", exceptions: ["GC 停顿"]), Word(old: "停住", new: "暂停"),
    Word(old: "扣住", new: "暂扣"), Word(old: "隔开", new: "隔离"),
    Word(old: "断开", new: "切断"), Word(old: "修复", new: "恢复"),
    Word(old: "分裂", new: "分区"), Word(old: "被复制", new: "被重复"),
    Word(old: "在途", new: "传输中"), Word(old: "途中的", new: "传输中的"),
    Word(old: "拉票", new: "请求投票"), Word(old: "选票分散", new: "瓜分选票"),
    Word(old: "下台", new: "退位"), Word(old: "领导任期", new: "是任期 N 的领导者"),
    Word(old: "领导的是任期", new: "是任期 N 的领导者"), Word(old: "空条目", new: "空操作"),
    Word(old: "空日志", new: "空操作"), Word(old: "写盘", new: "落盘"),
    Word(old: "写磁盘", new: "写入磁盘"), Word(old: "持久状态", new: "持久化状态"),
    Word(old: "易失状态", new: "易失性状态"), Word(old: "被破坏", new: "被违反"),
    Word(old: "经得起", new: "可容忍"), Word(old: "停摆", new: "停止服务"),
    Word(old: "外部操作", new: "操作"), Word(old: "外来", new: "操作"),
    Word(old: "动作", new: "操作"), Word(old: "走一步", new: "单步"),
    Word(old: "步进", new: "单步"), Word(old: "猜对", new: "答对"),
    Word(old: "检视", new: "详情"), Word(old: "会话日志", new: "会话记录"),
    Word(old: "读屏软件", new: "屏幕阅读器"), Word(old: "去那里", new: "跳转"),
    Word(old: "续租", new: "续约"), Word(old: "监视", new: "watch"),
    Word(old: "强一致性", new: "线性一致性"), Word(old: "快慢", new: "时钟速率"),
    Word(old: "请问", new: "改向"), Word(old: "听说", new: "得知"),
    Word(old: "开口", new: "请求投票"), Word(old: "听到", new: "收到"),
    Word(old: "听不到", new: "收不到"), Word(old: "没有谁", new: "没有服务器"),
    Word(old: "您", new: "你"), Word(old: "无从", new: "无法"),
    Word(old: "不得", new: "不能"), Word(old: "分道扬镳", new: "产生分歧"),
    Word(old: "作画", new: "绘制"), Word(old: "不允许", new: "超出 Raft 的假设"),
    Word(old: "不容许", new: "超出 Raft 的假设"), Word(old: "启用", new: "打开"),
    Word(old: "开启", new: "打开"), Word(old: "停用", new: "关闭"), Word(old: "关掉", new: "关闭"),
    Word(old: "压实", new: "压缩"), Word(old: "栅栏令牌", new: "fencing token（隔离令牌）"),
    Word(old: "版本号", new: "revision", exceptions: ["打印版本号"]),
    Word(old: "租约读", new: "Lease Read", exceptions: ["凭租约读", "凭领导者的租约读"]),
  ]

  @Test("No text uses a word that was given up", arguments: givenUp)
  func isGivenUp(word: Word) throws {
    #expect(try Self.places(of: word) == [], "\(word.new)")
  }

  @Test("A word that is given up is found where it stands, and not within another")
  func finds() {
    let word = Word(old: "停顿", new: "暂停", exceptions: ["GC 停顿"])
    #expect(word.stands(in: "S1 停顿：定时器停走"))
    #expect(!word.stands(in: "例如长时间的 GC 停顿"))
    #expect(word.stands(in: "S1 停顿，例如长时间的 GC 停顿"))
  }

  @Test("The texts about programs and members are among those that are looked through")
  func programs() throws {
    let lines = try Self.lines.get()
    for facet in ["Leaseholders", "Electors", "Campaigns", "RecordKeeping", "Outside", "Members"] {
      #expect(lines.contains { $0.place.hasPrefix("Chinese+\(facet).swift:") }, "\(facet)")
    }
  }

  @Test("No blank stands beside a full-width mark, and no half-width colon in Chinese")
  func isSpaced() throws {
    for line in try Self.lines.get() {
      // What is typed: a filter's words, a line of a theme.
      let text = line.text.replacing("规则:", with: "").replacing("名称: 值", with: "")
      let bad = text.firstMatch(of: /[，。：；？！、（）] |\p{Han}[:;!?](?=\p{Han}| )/)
      #expect(bad == nil, "\(line.place): \(line.text)")
    }
  }
}

extension GlossaryTests {
  private struct Line {
    var place: String
    var text: String
  }

  /// Every line with Chinese in it: of the phrasebooks and the lessons. Read once for all words.
  private static let lines = Result { try readLines() }

  private static func readLines() throws -> [Line] {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources").standardizedFileURL
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var lines: [Line] = []
    for case let file as URL in files {
      let isPhrasebook = file.pathExtension == "swift" && file.path.contains("Chinese")
      guard isPhrasebook || file.path.contains("/Lessons/") && file.pathExtension == "yaml" else {
        continue
      }
      let text = try String(contentsOf: file, encoding: .utf8)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where line.contains(/\p{Han}/) {
        let words = line.trimmingCharacters(in: .whitespaces)
        lines.append(Line(place: "\(file.lastPathComponent):\(number + 1)", text: words))
      }
    }
    #expect(lines.count > 1000, "the Chinese texts are found")
    return lines
  }

  private static func places(of word: Word) throws -> [String] {
    try lines.get().filter { word.stands(in: $0.text) }.map { "\($0.place): \($0.text)" }
  }
}
