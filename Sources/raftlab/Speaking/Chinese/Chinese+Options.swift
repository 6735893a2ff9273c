import Simulation
import Teaching
import Workbench

extension Chinese {
  func help(for option: OptionName) -> String {
    switch option {
    case .help: "打印这份说明。"
    case .version: "打印版本号。"
    case .lang: "语言：en 或 zh。默认取设置中的语言，其次取系统区域设置。"
    case .theme: "主题：`raftlab themes` 列出的名称，或一个 base16、base24 文件。"
    case .color:
      "颜色：auto 自动，always 总是（忽略 NO_COLOR），never 不用，或至多 8、16、256 色，或 "
        + "direct（24 位）。默认由 NO_COLOR、CLICOLOR_FORCE 和 FORCE_COLOR 决定，其次由终端决定。"
    case .force: "文件已存在时覆盖。"
    case .size: "屏幕的大小，如 100x30，最大 1000x1000。"
    case .output: "写入的文件；- 表示标准输出，要与 --as 同用。"
    case .showKeys: "显示最近按下的键，便于观众看到。"

    case .servers: "服务器的台数，1 到 9；默认 5。"
    case .seed: "随机种子：种子和操作相同，运行就相同。默认 1。"
    case .set:
      "设置和它的值，如 heartbeat=40ms 或 \"link=latency 5-9ms loss 1%\"。可重复使用此选项。"
        + "可用的有 \(SettingRow.all.map(\.name).joined(separator: "、"))。"
    case .without: "要关闭的规则，看看没有它会出什么问题。可重复使用此选项。"
    case .features:
      "打开图 2 之外的功能，以逗号分隔：\(FeatureOptions.names.joined(separator: "、"))。"
    case .like: "打开某个系统所用的功能；目前只有 etcd。"

    case .pods: "参加选主的 Pod 数，1 到 9；使用 --election 时默认 3。"
    case .election:
      "Pod 的选主方式：notes（各有租约，争用键 /leader）、etcd（客户端库的 Session 和 Election）或 "
        + "kubernetes（经 API 服务器的 Lease 对象）。"
    case .apiServers: "API 服务器数，1 到 3；用于 kubernetes，默认 2。"
    case .components:
      "Pod 所属的组件，以逗号分隔，用于 kubernetes：每个组件各选一个领导者。默认 kube-controller-manager。"
    case .scale: "各算法所有时间的系数，如 0.1：0.01 到 10。"

    case .members: "成员数量，1 到 9；默认 5。"
    case .etcdProgram: "要启动的 etcd；默认为路径中的第一个。"
    case .etcdPace:
      "成员运行的速度：fast（心跳 20 ms，选举超时 200 ms）、usual（100 和 1000，etcd 的默认值）、slow（500 和 5000），或以毫秒给出，"
        + "如 200,2000（默认值）。越慢，首次选出领导者越晚，最短租约也越长：1、2、8 秒。"
    case .preVote: "成员参选前是否先作预投票：yes（默认）或 no。etcd 3.4 默认不作，3.5 默认作。"
    case .randomActs:
      "不打开屏幕，改为执行这么多次随机操作，然后全部恢复，检查显示为已提交的条目是否在每个成员上，以及客户端的历史是否线性一致。"
    case .randomActSeed: "抽取随机操作的种子，不写为 1。"
    case .attach:
      "不启动成员，只查看本机上已在运行的集群，不对它做任何事：给出成员服务客户端的地址，如 http://127.0.0.1:2379。"
        + "一个就够，其余成员由它告知。"
    case .removeFolders: "删除以前的运行被强行结束时留下的文件夹。"

    case .speed: "虚拟时间与真实时间之比：0.001 到 10，或 1/40 这样的分数。默认 1/40；有 Pod 时 1/4。"
    case .ascii: "只用 ASCII 符号绘制；文字仍用原来的语言。"
    case .symbols:
      "终端字体有哪些符号：full（全部）、narrow（中文字体只画一列宽的符号）或 ascii。"
        + "默认：中文、日文和韩文的区域设置用 narrow，其余用 full。"
    case .noBraille: "图表和消息线不用盲文点阵：有的字体没有它。"
    case .largePrint: "大字模式，适合投影：内容更少、字更大；按 P 切换。"
    case .plainScreen: "不绘制界面：逐行输出发生了什么，适合屏幕阅读器和简单的终端。"
    case .noMouse: "鼠标由终端处理，可选取文字；按 M 切换。"
    case .noMotion: "关闭平滑动画：运行时屏幕每秒只刷新两次。"

    case .script: "文件，- 表示标准输入，课程的名称或编号，会话的名称，或分享码。"
    case .plain: "以文本打印，供管道、日志和屏幕阅读器使用。在终端上会提问，按键继续。"
    case .classroom: "课堂模式：提问时统计举手的人数，由键盘输入。"
    case .fromStart: "从头开始，而不是从上次停下的地方。"
    case .scripts: "若干文件，- 表示标准输入，课程的名称或编号，会话的名称，或分享码。"
    case .show: "打印这一课的源文件。"
    case .grep: "只打印包含全部这些词的规则，或者屏幕上的解说句包含这些词的规则。"
    case .scriptSchema: "只打印脚本的 JSON Schema，然后退出：每个键和词，供编辑器使用。"
    case .standardSettings: "打印标准设置，忽略你自己的设置。"

    case .resumeSession: "会话的名称，与列表所示相同；默认上一次运行。"
    case .replaySession: "会话的名称或文件，或一个脚本，或一个分享码，或真实 etcd 的观察记录。"
    case .replayPlain: "只检查，并打印结果；真实 etcd 的观察记录则逐行讲述。"
    case .listedSession: "会话的名称，与列表所示相同；默认上一次运行。"
    case .prune: "保留最新的若干次，删除其余的。"
    case .olderThan: "删除超过这么多天未写入的会话。"
    case .code: "打印一个会话的分享码。"
    case .saveScript: "把会话写成可加注解的脚本；- 表示打印出来。"
    case .maxEvents:
      "读入的运行在全部分支和步骤中最多有多少个事件；默认 \(RunLimit.standard)，因为几个字符就能要求运行几个小时。"
    case .scriptTitle: "脚本的标题。"

    case .checkSeeds: "种子的个数。"
    case .checkEvents: "每个种子运行多少个事件；用 --election 时最多为其二十倍。"
    case .checkServers: "服务器的台数，1 到 9。默认每个种子自行抽取。"
    case .checkSeed: "第一个种子。"
    case .checkFeatures:
      "打开图 2 之外的哪些功能：drawn（每个种子自行抽取）、none（都不打开），或以逗号分隔的名称，同 raftlab --features。"
    case .checkSave: "把发现的问题写成可以重现它的脚本，存入这个文件；- 表示标准输出。"
    case .checkOpen: "在屏幕上打开发现的问题，停在它显现的那个事件。"
    case .checkTrouble:
      "只允许出现这种故障：\(troubles)。可重复使用此选项。这时寻找同时有两个 pod 自认为是领导者的运行；"
        + "不用此选项时只作统计。"
    case .checkCalm: "上述故障都不出现：进程只会宕机、正常结束和重新启动，不应有两个 pod 同时自认为是领导者。"
    case .exploreSource:
      "从它的终点开始探索：文件，- 表示标准输入，课程的名称或编号，会话，或分享码。默认从刚启动的集群开始。"
    case .exploreGoal: "要搜索的目标，如 'S2 leads'；写法见上。"
    case .exploreServers: "服务器的台数，1 到 9；默认 3。"
    case .exploreBatch: "每条消息最多带多少个条目，1 到 64；默认 4。"
    case .exploreDisk: "写入在请求它的那一步就已落盘，或者单独成为一步，此前宕机会丢失它。"
    case .exploreTimeouts: "选举定时器最多到期多少次。"
    case .exploreHeartbeats: "心跳定时器最多到期多少次。"
    case .exploreWrites: "客户端最多请求多少次写入，不超过 9。"
    case .exploreCrashes: "服务器最多宕机多少次；每次都立即重启。"
    case .exploreLosses: "最多丢失多少条消息。"
    case .exploreDuplicates: "最多重复多少条消息。"
    case .exploreTerms: "任期的上限；默认由选举定时器到期的次数决定。"
    case .exploreEntries: "日志条目数的上限；默认不另设限。"
    case .exploreMessages: "同时在传输中的消息的上限。"
    case .exploreNoSymmetry: "区分可以互换的服务器：更慢，结果相同。"
    case .exploreKeepDead: "保留再也不起作用的消息：更慢；因为它们也计入消息的上限，能探索的范围更小。"
    case .exploreMemory: "内存上限，单位 MiB。"
    case .exploreStates: "达到这么多个状态就停止。"
    case .exploreCores: "使用多少个线程；多于一个时，可能得到另一条同样最短的路径。"
    case .exploreSave: "把路径写成脚本存入这个文件，脚本最后预期目标成立；- 表示标准输出。"
    case .exploreOpen: "在屏幕上打开这条路径，停在终点。"
    case .json: "以 JSON 打印各项数字。"
    case .benchEtcd: "改为测量观察五个真实 etcd 成员的开销：先空闲这么多秒（至多 20 秒），再随机按键这么多秒。"
    case .until: "运行到什么时候，单位是毫秒虚拟时间。"
    case .act: "操作及其时刻。可重复使用此选项。"
    case .digest: "只打印事件的个数和各行的摘要。"

    case .pictureKeys: "先按下的键，以空格分隔。"
    case .text: "打印屏幕的文字，而不是 SVG。"
    case .source: "脚本文件，- 表示标准输入，课程的名称或编号，会话的名称，或分享码。"
    case .cues:
      "不用脚本，而用按键：名称与 `raftlab keys` 所列相同，等待如 2s 或 400ms，章节如 "
        + "mark:An_election；加 *3 表示连按三次。"
    case .recordingForm: "cast、svg 或 txt，不看文件扩展名。"
    case .pace: "文字停留的时间，相对于通常的阅读时间：0.1 到 10。"
    case .fps: "有东西移动时每秒的帧数，1 到 60。"
    case .still:
      "只要某一时刻的画面：秒数如 2.5s，章节的标题或编号，或 end 表示结尾。写几个就得到几个编了号的文件。"
    case .castVersion: "asciicast 的版本：2，或 3（asciinema 3.0 及以后）；默认  2。"
    case .inputEvents: "把按键也写进 asciicast（i 事件），供能显示按键的播放器使用。"
    case .maxFrameBytes: "asciicast 每个事件的字节上限；更长的帧会被拆开；默认  \(Asciicast.frameLimit)。"
    case .textKind: ".txt 里写什么：transcript 文字记录，frames 所有的帧；默认  transcript。"
    case .exportForm: "格式。"
    case .exportFile: "写入的文件；- 表示标准输出。"
    case .exportShow: "用于 mermaid：画什么；默认除 heartbeats 以外的全部。"
    case .exportKey: "用于 history：只要这一个键。"
    case .exportCluster: "脚本先后开始几个集群时，要第几个，从 1 数起；默认最后一个。"
    case .schema: "只打印描述 jsonl 各行的 JSON Schema，然后退出。"

    case .experiment: "内置实验的名称，或文件，- 表示标准输入；不写就列出内置的实验。"
    case .trials: "每条线试验多少次，不看文件里的次数。"
    case .shard:
      "只做全部试验中的这一份，如 2/8；auto/8 由 JOB_COMPLETION_INDEX 或 SLURM_ARRAY_TASK_ID 指明第几份，"
        + "在 Slurm 的任务数组里也可只写 auto。"
    case .cores: "使用多少个核；默认全部。只影响速度，不影响结果。"
    case .trialScript: "只打印能重现某一次试验的脚本，如 150-155ms:17，然后退出。"
    case .experimentSchema: "只打印实验的 JSON Schema，然后退出：每个键和词，供编辑器使用。"
    case .showExperiment: "打印这个实验的源文件。"
    case .mergedFiles: "由 --json 写出的结果文件，- 表示标准输入。"
    case .resultsJSON: "以 JSON 打印结果，可由 raftlab merge 读取，不再打印表格和图。"
    case .resultsCSV: "把每次试验的结果以 CSV 写入这个文件；- 表示标准输出。"
    case .resultsSVG: "把表格和图以 SVG 写入这个文件；- 表示标准输出。"
    case .pageSize: "页面的列数，以及图的行数。"
    case .checkShard, .exploreShard:
      "只做这一份，写成 JSON 供 raftlab merge 合并，如 2/8；auto/8 由 JOB_COMPLETION_INDEX 或 "
        + "SLURM_ARRAY_TASK_ID 指明第几份，在 Slurm 的任务数组里也可只写 auto。"
    case .checkJSON: "以 JSON 打印各种子的结果，可由 raftlab merge 读取。"
    case .exploreGoals: "逐个搜索这个文件里的目标，每行一个；- 表示标准输入。"
    case .fateFutures: "每个时刻抽取多少个未来。"
    case .fateMoments: "均匀取多少个时刻；比例变化大的地方会增加时刻。"
    case .fateEvents: "最多看运行的最后多少个事件。"
    case .fateTail: "最后一个事件之后，未来再延续多久，如 600ms；默认为最长选举超时时间的两倍。"
    case .fateAsk: "另外统计的条件，如 'S2 term >= 3'；可以重复。"
    }
  }
}

/// All that can go wrong for programs, by its names.
private let troubles = Trouble.allCases.map(\.rawValue).joined(separator: "、")
