<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AllergyBand</name>
    <message>
        <source>No allergy on file. Ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allergies: %1</source>
        <translation type="unfinished"></translation>
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
        <translation>客户卡</translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type 1 diabetes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hypertension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High blood lipids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coronary disease</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COPD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asthma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kidney disease</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thyroid disease</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Osteoporosis</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Customer</name>
    <message>
        <source>F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>card %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Date</name>
    <message>
        <source>d MMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Due</name>
    <message>
        <source>%1 d overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reached: %1×</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Spent in 12 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visits in 12 months</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sex, age, phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers that fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the name, then press its number. Esc goes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which customer?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>Scan a member card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or type a name, the last four digits of a phone, or a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 accepted by HQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works on every page, also while you type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by name, phone tail or code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work through today&apos;s follow-ups.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Lane</name>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done today</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanesCard</name>
    <message>
        <source>Follow-ups</source>
        <translation>随访</translation>
    </message>
    <message>
        <source>There are more than can be listed. Work from the top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in this lane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt 0 shows all tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is due today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks appear here on their day. Until then: F1, and the next customer.</source>
        <translation type="unfinished"></translation>
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
    <name>MarkTag</name>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ran out %2 d ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 packs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prescription</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OTC class A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OTC class B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stock not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in stock: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Medicines</name>
    <message>
        <source>No purchase with known days of supply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medicines in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days by the daily dose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last bought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasts (days)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>again on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 %3 needs a doctor now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refer the customer at once, and ask again within two weeks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>客户卡</translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer takes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Referred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>insurance account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bank card</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>This cannot be taken (%1). It is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value is missing. Without one, choose another outcome.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no value yet. Type it like %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must be between %2 and %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first number must be the greater one, like 128/82.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program is too old for this reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note is too long: %1 characters fit.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random glucose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Glucose (mmol/L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upper pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lower pressure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was dropped and not stored. Scan it at the cash register instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a payment code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a medical insurance code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an ID card number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was dropped and not stored. Scan the member card, or type the phone&apos;s tail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the trace code of one box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the bar code of the package to see stock and price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a member code that cannot be checked here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the phone&apos;s last four digits instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a web address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was opened. Scan a member card or a medicine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code was read wrong: its check digit does not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan it again, or type the digits under the bars.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Member card …%1 is not in this store&apos;s files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the customer by phone: type / and the last four digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody in this store&apos;s files has this phone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the digits, or look for the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medicine %1 is not in the catalogue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known of it here. HQ keeps the catalogue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code is unknown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Member cards, badges and medicines can be scanned. Otherwise type / and search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was found in this store&apos;s files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the phone&apos;s last four digits, or the start of the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This customer is no longer in this store&apos;s files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the card again, or look for the phone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This task is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was recorded. What was typed is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This task was finished already, perhaps at the other till.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can no longer be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was undone already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was typed is kept. Try again; IT can look up the code.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowPainter</name>
    <message>
        <source>%1 accepted by HQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation type="unfinished"></translation>
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
    <name>Tag</name>
    <message>
        <source>Chronic care</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chronic insurance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Senior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Infant formula</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskDetail</name>
    <message>
        <source>Selected task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>客户卡</translation>
    </message>
    <message>
        <source>Choose a task in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ next · − back · Enter customer card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter value, Enter again done · + next · − back · Esc leaves the field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter done · + next · − back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskForm</name>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note (may stay empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last time: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red flag: check the figure, then refer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskResult</name>
    <message>
        <source>HQ does not count this (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished elsewhere. Typed here and not recorded: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TasksPanel</name>
    <message>
        <source>Nothing to do for this customer now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To do now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Recent events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the last 18 months.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purchases, readings, follow-ups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bought %1 items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow-up: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search or scan</source>
        <translation>搜索或扫码</translation>
    </message>
    <message>
        <source>Scan, or type member code / last 4 of phone / name</source>
        <translation>扫码，或输入会员号 / 手机后四位 / 姓名</translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
