<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AllergyBand</name>
    <message>
        <source>No allergy on file. Ask.</source>
        <translation>无过敏记录，请询问。</translation>
    </message>
    <message>
        <source>Allergies: %1</source>
        <translation>过敏：%1</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>desk %1</source>
        <translation>%1 号台</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>合成数据</translation>
    </message>
    <message>
        <source>Key in a file: a stolen disk is not protected</source>
        <translation>密钥仅存于文件：硬盘失窃不受保护</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一条</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一条</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>顾客卡</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Hold: show name</source>
        <translation>按住显示姓名</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message>
        <source>Type 2 diabetes</source>
        <translation>2型糖尿病</translation>
    </message>
    <message>
        <source>Type 1 diabetes</source>
        <translation>1型糖尿病</translation>
    </message>
    <message>
        <source>Hypertension</source>
        <translation>高血压</translation>
    </message>
    <message>
        <source>High blood lipids</source>
        <translation>高血脂</translation>
    </message>
    <message>
        <source>Coronary disease</source>
        <translation>冠心病</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>脑卒中</translation>
    </message>
    <message>
        <source>COPD</source>
        <translation>慢阻肺</translation>
    </message>
    <message>
        <source>Asthma</source>
        <translation>哮喘</translation>
    </message>
    <message>
        <source>Gout</source>
        <translation>痛风</translation>
    </message>
    <message>
        <source>Kidney disease</source>
        <translation>慢性肾病</translation>
    </message>
    <message>
        <source>Enlarged prostate</source>
        <translation>前列腺增生</translation>
    </message>
    <message>
        <source>Underactive thyroid</source>
        <translation>甲减</translation>
    </message>
    <message>
        <source>Osteoporosis</source>
        <translation>骨质疏松</translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
</context>
<context>
    <name>Customer</name>
    <message>
        <source>F</source>
        <translation>女</translation>
    </message>
    <message>
        <source>M</source>
        <translation>男</translation>
    </message>
    <message>
        <source>%1 y</source>
        <translation>%1 岁</translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation>尾号 %1</translation>
    </message>
    <message>
        <source>card %1</source>
        <translation>会员号 %1</translation>
    </message>
</context>
<context>
    <name>Date</name>
    <message>
        <source>d MMM</source>
        <translation>M 月 d 日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy 年 M 月 d 日</translation>
    </message>
</context>
<context>
    <name>Due</name>
    <message>
        <source>%1 d overdue</source>
        <translation>逾期 %1 天</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>Due %1</source>
        <translation>%1 到期</translation>
    </message>
    <message>
        <source>Not reached: %1×</source>
        <translation>未接通 %1 次</translation>
    </message>
</context>
<context>
    <name>FailureWindow</name>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Spent in a year</source>
        <translation>近 12 个月消费</translation>
    </message>
    <message>
        <source>%1 visits</source>
        <translation>%1 次</translation>
    </message>
    <message>
        <source>Visits in a year</source>
        <translation>近 12 个月到店</translation>
    </message>
</context>
<context>
    <name>FollowUpsPage</name>
    <message>
        <source>Follow-ups</source>
        <translation>随访</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex, age, phone</source>
        <translation>性别 · 年龄 · 手机</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Customers that fit</source>
        <translation>符合的顾客</translation>
    </message>
    <message>
        <source>Ask for the name, then press its number. Esc goes back.</source>
        <translation>问一下姓名，再按前面的数字。Esc 返回。</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 位</translation>
    </message>
    <message>
        <source>Which customer?</source>
        <translation>是哪一位？</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Hold to show</source>
        <translation>按住显示</translation>
    </message>
    <message>
        <source>Tier %1</source>
        <translation>%1 级</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>Scan a member card</source>
        <translation>请扫会员码</translation>
    </message>
    <message>
        <source>or type a member code or the last four digits of a phone</source>
        <translation>或输入会员号、手机后四位</translation>
    </message>
    <message>
        <source>%1 accepted by HQ</source>
        <translation>总部已认 %1</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>扫码</translation>
    </message>
    <message>
        <source>Works on every page, also while you type.</source>
        <translation>在任何页面都能扫，正在输入时也能扫。</translation>
    </message>
    <message>
        <source>Find by member code or the end of a phone.</source>
        <translation>按会员号或手机尾号查找。</translation>
    </message>
    <message>
        <source>Work through today&apos;s follow-ups.</source>
        <translation>逐条处理逾期和今天的任务。</translation>
    </message>
</context>
<context>
    <name>Lane</name>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>Done today</source>
        <translation>今天完成</translation>
    </message>
</context>
<context>
    <name>LanesCard</name>
    <message>
        <source>Follow-ups</source>
        <translation>随访</translation>
    </message>
    <message>
        <source>All done for today.</source>
        <translation>今天的都办完了。</translation>
    </message>
    <message>
        <source>There are more than can be listed. Work from the top.</source>
        <translation>任务太多，只列出一部分，请从上往下办。</translation>
    </message>
    <message>
        <source>Overdue %1</source>
        <translation>逾期 %1</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Done %1</source>
        <translation>今天完成 %1</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation>正在读取列表…</translation>
    </message>
    <message>
        <source>Nothing in this lane.</source>
        <translation>这一栏没有任务。</translation>
    </message>
    <message>
        <source>Alt 0 shows all tasks.</source>
        <translation>按 Alt 0 看全部任务。</translation>
    </message>
    <message>
        <source>Nothing is due today.</source>
        <translation>今天没有到期的任务。</translation>
    </message>
    <message>
        <source>Tasks appear here on their day. Until then: F1, and the next customer.</source>
        <translation>任务到日子会出现在这里。现在按 F1，接待下一位顾客。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>This till only</source>
        <translation>仅本机</translation>
    </message>
    <message>
        <source>Received by HQ</source>
        <translation>总部已收</translation>
    </message>
    <message>
        <source>Accepted by HQ</source>
        <translation>总部已认</translation>
    </message>
</context>
<context>
    <name>Medicine</name>
    <message>
        <source>%1 d ago</source>
        <translation>已过 %1 天</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>ran out %1 d ago</source>
        <translation>已用完 %1 天</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 种</translation>
    </message>
    <message>
        <source>%1 packs</source>
        <translation>%1 盒</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>%1 的数</translation>
    </message>
    <message>
        <source>prescription</source>
        <translation>处方药</translation>
    </message>
    <message>
        <source>OTC class A</source>
        <translation>甲类非处方药</translation>
    </message>
    <message>
        <source>OTC class B</source>
        <translation>乙类非处方药</translation>
    </message>
    <message>
        <source>stock not known</source>
        <translation>库存未知</translation>
    </message>
    <message>
        <source>in stock: %1</source>
        <translation>库存 %1</translation>
    </message>
</context>
<context>
    <name>Medicines</name>
    <message>
        <source>No purchase with known days of supply.</source>
        <translation>暂无可推算用药天数的购药记录。</translation>
    </message>
    <message>
        <source>Medicines in use</source>
        <translation>在用药</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>在用药</translation>
    </message>
    <message>
        <source>Days by the daily dose</source>
        <translation>可用天数按每日用量推算</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Last bought</source>
        <translation>上次购买</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>可用天数</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>预计用完</translation>
    </message>
    <message>
        <source>Stock here</source>
        <translation>本店库存</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>again on %1</source>
        <translation>%1 再联系</translation>
    </message>
    <message>
        <source>next on %1</source>
        <translation>下次 %1</translation>
    </message>
    <message>
        <source>%1: %2 %3 needs a doctor now.</source>
        <translation>%1：%2 %3，需要立即就医。</translation>
    </message>
    <message>
        <source>Refer the customer at once, and ask again within two weeks.</source>
        <translation>请立即转诊，并在两周内回访。</translation>
    </message>
    <message>
        <source>Refer the customer at once, and ask again on %1 (within two weeks).</source>
        <translation>请立即转诊，并在 %1 回访（两周内）。</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>顾客卡</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Refilled</source>
        <translation>已续购</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>改期</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>No longer takes it</source>
        <translation>不再服用</translation>
    </message>
    <message>
        <source>Referred</source>
        <translation>已转诊</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>号码错误</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>ParkedBar</name>
    <message>
        <source>Not finished:</source>
        <translation>未办完：</translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>insurance account</source>
        <translation>医保个账</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>bank card</source>
        <translation>银行卡</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Fasting glucose</source>
        <translation>空腹血糖</translation>
    </message>
    <message>
        <source>Random glucose</source>
        <translation>随机血糖</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>血压</translation>
    </message>
    <message>
        <source>The upper pressure</source>
        <translation>高压</translation>
    </message>
    <message>
        <source>The lower pressure</source>
        <translation>低压</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>RowPainter</name>
    <message>
        <source>%1 accepted by HQ</source>
        <translation>总部已认 %1</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation>尾号 %1</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message numerus="yes">
        <source>Offline %n minute(s)</source>
        <translation>
            <numerusform>离线 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline %n hour(s)</source>
        <translation>
            <numerusform>离线 %n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline %n day(s)</source>
        <translation>
            <numerusform>离线 %n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n 条待上传</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not accepted by HQ</source>
        <translation>
            <numerusform>%n 条总部未接受</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loading store data: %n row(s)</source>
        <translation>
            <numerusform>正在下载本店资料 · %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Synced %1</source>
        <translation>已同步 %1</translation>
    </message>
    <message>
        <source>Not yet connected to HQ</source>
        <translation>尚未连上总部</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>HQ connection: %1</source>
        <translation>与总部连接异常 %1</translation>
    </message>
    <message>
        <source>This till&apos;s clock is wrong</source>
        <translation>本机时间不对</translation>
    </message>
    <message>
        <source>HQ&apos;s clock is wrong</source>
        <translation>总部时间不对</translation>
    </message>
    <message>
        <source>No scanner</source>
        <translation>未接扫码枪</translation>
    </message>
    <message>
        <source>Scanner %1</source>
        <translation>扫码枪 %1</translation>
    </message>
    <message>
        <source>Scanner %1 starting</source>
        <translation>扫码枪 %1 启动中</translation>
    </message>
    <message>
        <source>Scanner %1 unplugged</source>
        <translation>扫码枪 %1 已断开</translation>
    </message>
    <message>
        <source>Scanner %1 not working</source>
        <translation>扫码枪 %1 不可用</translation>
    </message>
</context>
<context>
    <name>TableDate</name>
    <message>
        <source>d MMM</source>
        <translation>MM-dd</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy-MM-dd</translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>Chronic care</source>
        <translation>慢病管理</translation>
    </message>
    <message>
        <source>Chronic insurance</source>
        <translation>医保慢特病</translation>
    </message>
    <message>
        <source>Family pharmacist</source>
        <translation>家庭药师签约</translation>
    </message>
    <message>
        <source>Regular</source>
        <translation>会员日常客</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>儿童</translation>
    </message>
</context>
<context>
    <name>TaskDetail</name>
    <message>
        <source>Selected task</source>
        <translation>当前任务</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>顾客卡</translation>
    </message>
    <message>
        <source>Choose a task in the list.</source>
        <translation>请在列表里选一条任务。</translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation>尾号 %1</translation>
    </message>
    <message>
        <source>+ next · − back · Enter customer card</source>
        <translation>+ 下一条 · − 上一条 · 回车打开顾客卡</translation>
    </message>
    <message>
        <source>Enter value, Enter again done · + next · − back · Esc leaves the field</source>
        <translation>回车填数值，再回车完成 · + − 换条 · Esc 退出输入</translation>
    </message>
    <message>
        <source>Enter done · + next · − back</source>
        <translation>回车完成 · + 下一条 · − 上一条</translation>
    </message>
</context>
<context>
    <name>TaskForm</name>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注（可空）</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Last time: %1</source>
        <translation>上次：%1</translation>
    </message>
    <message>
        <source>Red flag: check the figure, then refer.</source>
        <translation>危险值：核对数字，然后转诊。</translation>
    </message>
</context>
<context>
    <name>TaskResult</name>
    <message>
        <source>HQ does not count this (%1).</source>
        <translation>总部未计入（%1）。</translation>
    </message>
    <message>
        <source>Finished elsewhere. Typed here and not recorded: %1</source>
        <translation>已在别处办完。这里输入、未记录的是：%1</translation>
    </message>
</context>
<context>
    <name>TasksPanel</name>
    <message>
        <source>Nothing to do for this customer now.</source>
        <translation>这位顾客暂无待办。</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>%1 项</translation>
    </message>
    <message>
        <source>To do now</source>
        <translation>现在要做</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Recent events</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Nothing in the last 18 months.</source>
        <translation>近 18 个月没有记录。</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Purchases, readings, follow-ups</source>
        <translation>购药、测量、随访</translation>
    </message>
    <message>
        <source>Bought %1 items</source>
        <translation>购药 %1 件</translation>
    </message>
    <message>
        <source>Follow-up: %1</source>
        <translation>随访：%1</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search or scan</source>
        <translation>搜索或扫码</translation>
    </message>
    <message>
        <source>Scan, or type member code / last 4 of phone</source>
        <translation>扫码，或输入会员号 / 手机后四位</translation>
    </message>
    <message>
        <source>Nobody signed in</source>
        <translation>无人登录</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>WorklistView</name>
    <message>
        <source>Follow-up tasks</source>
        <translation>随访任务</translation>
    </message>
</context>
</TS>
