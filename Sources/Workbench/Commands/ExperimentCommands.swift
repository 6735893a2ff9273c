import Screen
import Simulation
import Teaching

extension CommandRow {
  /// While experiments are shown.
  static let experiments = rows(
    of: .views, in: .experiments,
    [
      CommandRow(.chooseUp, [.init(.up)], spoken: .answered(.shown)) { lab, _ in
        lab.chooseExperiment(by: -1)
      },
      CommandRow(.chooseDown, [.init(.down)], offer: Offer(12), spoken: .answered(.shown)) {
        lab, _ in
        lab.chooseExperiment(by: 1)
      },
      CommandRow(
        .confirm, [.init(.enter), "x"], offer: Offer(10) { !$0.views.experiments.isUnfinished },
        spoken: .answered(.shown)
      ) { lab, _ in lab.views.experiments.begin() },
      CommandRow(.openFile, ["f"], offer: Offer(13), isFoundElsewhere: true) { lab, _ in
        lab.views.mode = .namingExperiment("")
      },
      CommandRow(
        .saveResults, ["S"], offer: Offer(11) { $0.views.experiments.study != nil },
        isFoundElsewhere: true
      ) { lab, _ in lab.saveResults() },
      CommandRow(.pageUp, .pageUp, spoken: .picture) { lab, _ in
        lab.scroll(.experiments, rows: -lab.pageOfExperiments)
      },
      CommandRow(.pageDown, .pageDown, spoken: .picture) { lab, _ in
        lab.scroll(.experiments, rows: lab.pageOfExperiments)
      },
      CommandRow(
        .cancel, [.init(.escape), .control("g")],
        offer: Offer(
          14, word: { $0.views.experiments.isUnfinished ? $0.labels.endIt : $0.labels.goBack }),
        spoken: .answered(.shown)
      ) { lab, _ in lab.leaveExperiment() },
    ])

  /// While the file of an experiment is named.
  static let namingExperiment = rows(
    of: .modes, in: .namingExperiment,
    [
      CommandRow(.confirm, [.init(.enter)], offer: Offer(0)) { lab, _ in
        guard case .namingExperiment(let typed) = lab.mode, !typed.trimmed.isEmpty else { return }
        lab.wishes.files.append(.readExperiment(path: typed.trimmed))
      },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  /// Shows the experiments.
  mutating func openExperiments() {
    pause()
    views.open = .experiments
  }

  /// In the list chooses another; on a page scrolls.
  fileprivate mutating func chooseExperiment(by steps: Int) {
    if views.experiments.study == nil {
      views.experiments.choose(by: steps)
    } else {
      scroll(.experiments, rows: steps)
    }
  }

  fileprivate var pageOfExperiments: Int { max(1, lookedAt.area(of: .experiments).rows - 3) }

  /// Ends what is measured; then goes back to the list, then to the cluster.
  fileprivate mutating func leaveExperiment() {
    if views.experiments.isUnfinished {
      views.experiments.stop()
    } else if views.experiments.study != nil {
      views.experiments.leave()
      views[scroll: .experiments] = 0
    } else {
      views.open = state.outside == nil ? .cluster : .pods
    }
  }

  /// An experiment was read from a file, or is none.
  mutating func take(experiment report: ExperimentReport) {
    switch report {
    case .read(let name, let source, let experiment):
      views.mode = .normal
      views.open = .experiments
      views.experiments.take(experiment, name: name, source: source)
    case .unreadable(let reason): views.notice = .noExperiment(reason)
    }
  }

  /// Saves what was measured: the page as a picture, and all trials as a table.
  fileprivate mutating func saveResults() {
    guard let study = views.experiments.study, study.progress.done > 0 else {
      views.notice = .nothingMeasured
      return
    }
    let columns = max(100, ExperimentPage.leastColumns)
    let page = ExperimentPage(
      study.results, theme: theme, language: language, size: Size(columns: columns, rows: 18)
    ).surface
    let title = study.experiment.title[language]
    wishes.files.append(
      .save(
        .results,
        [
          .init(suffix: "svg", text: Picture(theme).svg(of: page, title: title)),
          .init(suffix: "csv", text: ExperimentTable(study.results).text),
        ]))
  }
}
