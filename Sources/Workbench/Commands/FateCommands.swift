import RaftCore
import Screen
import Simulation
import Teaching

extension CommandRow {
  /// While it is shown what can become of the run.
  static let fate = rows(
    of: .views, in: .fate,
    [
      CommandRow(.chooseUp, [.init(.up)], spoken: .picture) { lab, _ in
        lab.views.fate.choose(by: -1)
      },
      CommandRow(.chooseDown, [.init(.down)], offer: Offer(12), spoken: .picture) { lab, _ in
        lab.views.fate.choose(by: 1)
      },
      CommandRow(.confirm, [.init(.enter), "x"], offer: Offer(10)) { lab, _ in
        lab.goToCertainty()
      },
      CommandRow(.followFuture, ["f"], offer: Offer(11), isFoundElsewhere: true) { lab, _ in
        lab.followFuture(isOther: false)
      },
      CommandRow(.followOther, ["d"], offer: Offer(13), isFoundElsewhere: true) { lab, _ in
        lab.followFuture(isOther: true)
      },
      CommandRow(.zoomOut, [",", "<"], isFoundElsewhere: true, spoken: .answered(.shown)) {
        lab, _ in
        lab.views.fate.zoomOut()
      },
      CommandRow(.zoomIn, [".", ">"], isFoundElsewhere: true, spoken: .answered(.shown)) { lab, _ in
        lab.views.fate.zoomIn()
      },
      CommandRow(
        .cancel, [.init(.escape), .control("g")],
        offer: Offer(14, word: { $0.views.fate.isUnfinished ? $0.labels.endIt : $0.labels.goBack }),
        spoken: .answered(.shown)
      ) { lab, _ in lab.leaveFate() },
    ])
}

extension Laboratory {
  /// Shows what can become of the run; where that is shown already, goes on with it or leaves it.
  mutating func askFate() {
    guard view == .fate else {
      pause()
      views.fate.goOn()
      views.open = .fate
      return
    }
    if views.fate.isStopped { views.fate.goOn() } else { leaveFate() }
  }

  /// Ends the search; once that is over, goes back to the cluster.
  fileprivate mutating func leaveFate() {
    if views.fate.isUnfinished {
      views.fate.stop()
    } else {
      views.open = state.outside == nil ? .cluster : .pods
    }
  }

  /// Goes to the event from which on the answer to the chosen question is certain.
  fileprivate mutating func goToCertainty() {
    guard let study = views.fate.study, let question = views.fate.question else { return }
    guard let turn = study.certain(views.fate.chosen) else {
      views.notice = .uncertain(question)
      return
    }
    seek(to: turn.event)
  }

  /// Goes to a future in which the chosen question is answered so: a branch of its own, from the moment
  /// at the cursor on, with the same acts.
  fileprivate mutating func followFuture(isOther: Bool) {
    guard let study = views.fate.study, let question = views.fate.question else { return }
    let moment = study.moment(at: history.position)
    let place = views.fate.chosen
    let number = isOther ? moment.tally.firstOther[place] : moment.tally.first[place]
    guard let number else {
      views.notice = .noSuchFuture(question, isOther: isOther)
      return
    }
    pause()
    seek(to: moment.position)
    move { history in
      history.branchOff()
      let start = history.position
      let acts = study.fate.acts(after: start)
      var future = SteppedFuture(history: history)
      var tally = FateTally(questions: study.fate.questions.count)
      study.fate.play(number, doing: acts, on: &future, into: &tally)
      history = future.history
      history.seek(to: start + 1)
    }
    views.open = state.outside == nil ? .cluster : .pods
    views.notice = .future(question, isOther: isOther, branch: history.branchNumber)
  }
}

/// A history that a future is played on, to be stepped through.
private struct SteppedFuture: FutureRun {
  var history: any History

  var sentCount: Int { (history as? Timeline)?.sentCount ?? 0 }

  mutating func perform(_ stimulus: Stimulus) throws(Refusal) { try history.perform(stimulus) }

  mutating func step(until limit: Time) -> Bool { history.run(until: limit, maximum: 1) > 0 }

  mutating func pass(until time: Time) { _ = history.run(until: time, maximum: 1) }
}
