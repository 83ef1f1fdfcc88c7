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
    <name>AnswerCard</name>
    <message>
        <source>Are these the same person?</source>
        <translation>是同一个人吗？</translation>
    </message>
    <message>
        <source>Hold: show in full</source>
        <translation>按住显示全部</translation>
    </message>
    <message>
        <source>alike %1%</source>
        <translation>相似 %1%</translation>
    </message>
    <message numerus="yes">
        <source>Same for all %Ln alike</source>
        <translation>
            <numerusform>同类 %Ln 个都这样</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything that differs is decided. J asks once more.</source>
        <translation>不同之处都已决定。按 J 可重新选。</translation>
    </message>
    <message>
        <source>%1 (chosen)</source>
        <translation>%1（已选）</translation>
    </message>
    <message>
        <source>“%1” differs: which one counts?</source>
        <translation>“%1”不同，以哪个为准？</translation>
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
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选文件</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留原有</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>用表里的</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>同类全部</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
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
    <name>ColumnsCard</name>
    <message>
        <source>Columns of the file</source>
        <translation>文件的各列</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>In the first rows</source>
        <translation>前几行的内容</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>对应</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>第 %1 列</translation>
    </message>
    <message>
        <source>Do not import</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>No column holds: %1. Without it nothing can be taken over.</source>
        <translation>没有哪一列对应：%1。缺了它就不能导入。</translation>
    </message>
    <message>
        <source>Only one column may hold: %1. Leave the others out.</source>
        <translation>只能有一列对应：%1。其余请设为不导入。</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>In the file, row %1</source>
        <translation>表里第 %1 行</translation>
    </message>
    <message>
        <source>On file at this store</source>
        <translation>本店已有档案</translation>
    </message>
    <message>
        <source>Earlier in the file, row %1</source>
        <translation>表里前面第 %1 行</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不同</translation>
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
    <message>
        <source>Choose</source>
        <translation>选定</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>选顾客</translation>
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
        <source>phone …%1</source>
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
    <name>DropZone</name>
    <message>
        <source>Drop an Excel or CSV file here</source>
        <translation>把 Excel 或 CSV 文件拖到这里</translation>
    </message>
    <message>
        <source>.xlsx, .csv or .txt. The file itself is never changed or copied.</source>
        <translation>支持 .xlsx、.csv、.txt。原文件不会被改动，也不会被复制。</translation>
    </message>
    <message>
        <source>Path of the file</source>
        <translation>文件路径</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选文件</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>换一个文件</translation>
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
        <source>Follow-up</source>
        <translation>随访</translation>
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
    <name>Field</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>病种</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Was due</source>
        <translation>原到期</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>涉及</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>FieldsCard</name>
    <message>
        <source>What the column holds</source>
        <translation>这一列是什么</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>第 %1 列</translation>
    </message>
    <message>
        <source>“%1” holds</source>
        <translation>“%1”是</translation>
    </message>
    <message>
        <source>Do not import</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Up and down choose, Enter takes it, Esc leaves it as it is.</source>
        <translation>上下键选，回车确定，Esc 不改。</translation>
    </message>
    <message>
        <source>Suggested by what stands in it, not by its title: please look.</source>
        <translation>这是看内容猜的，不是看标题，请核对。</translation>
    </message>
    <message>
        <source>also possible</source>
        <translation>可再选</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>已用</translation>
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
    <name>FileCard</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>各列</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>no line of titles was found</source>
        <translation>没有找到标题行</translation>
    </message>
    <message>
        <source>titles in line %1</source>
        <translation>标题在第 %1 行</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Odd signs? Read it as</source>
        <translation>有乱码？换一种读法</translation>
    </message>
    <message>
        <source>This very content was imported before (%1). To import it again, take that import back first.</source>
        <translation>这份内容已经导入过（%1）。要重新导入，请先把那一批撤回。</translation>
    </message>
    <message>
        <source>This file&apos;s import of %1 was cut short at row %2 of %3. It goes on there with the same columns and answers, and nothing is done twice.</source>
        <translation>这个文件 %1 导入时中断在第 %2 行（共 %3 行）。按当时的列和回答从那里接着导入，不会重复。</translation>
    </message>
    <message>
        <source>Taking the import of %1 back was cut short. Choose it on the right and take it back once more: it goes on where it stood.</source>
        <translation>%1 那一批没有撤回完。请在右边选中它，再撤回一次，会从中断处继续。</translation>
    </message>
    <message>
        <source>The import of %1 was cut short at row %2 of %3. What was done is saved. Choose the same file to go on, or take the import back.</source>
        <translation>%1 的导入中断在第 %2 行（共 %3 行）。已导入的都保存着。选同一个文件可接着导入，也可以整批撤回。</translation>
    </message>
</context>
<context>
    <name>FollowUpsPage</name>
    <message>
        <source>Follow-ups</source>
        <translation>随访</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>打开顾客卡</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Take the whole import back</source>
        <translation>整批撤回</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Check all rows</source>
        <translation>检查全部行</translation>
    </message>
    <message numerus="yes">
        <source>Look at %Ln question(s)</source>
        <translation>
            <numerusform>看 %Ln 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %Ln row(s)</source>
        <translation>
            <numerusform>导入 %Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with this import</source>
        <translation>接着导入</translation>
    </message>
    <message>
        <source>Assign the columns</source>
        <translation>对应各列</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Import another file</source>
        <translation>再导入一个文件</translation>
    </message>
    <message>
        <source>No row can be taken over. Go back and assign the columns.</source>
        <translation>没有一行能导入。请返回，重新对应各列。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s) not answered: they go as suggested, and what is on file stays.</source>
        <translation>
            <numerusform>还有 %Ln 个问题没有回答：按建议处理，原有资料不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is written before the last step.</source>
        <translation>到最后一步之前，什么都不会写入。</translation>
    </message>
</context>
<context>
    <name>FoundBy</name>
    <message>
        <source>card</source>
        <translation>会员号</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>former name</source>
        <translation>曾用名</translation>
    </message>
    <message>
        <source>pinyin</source>
        <translation>拼音</translation>
    </message>
    <message>
        <source>initials</source>
        <translation>首字母</translation>
    </message>
    <message>
        <source>bar code</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>approval number</source>
        <translation>批准文号</translation>
    </message>
    <message>
        <source>generic name</source>
        <translation>通用名</translation>
    </message>
    <message>
        <source>trade name</source>
        <translation>商品名</translation>
    </message>
</context>
<context>
    <name>HeadlineCard</name>
    <message>
        <source>Export unsent work</source>
        <translation>导出未发记录</translation>
    </message>
    <message>
        <source>Reading how it stands…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>This store&apos;s data are being loaded. The counter can be used.</source>
        <translation>正在载入本店资料，柜台可以照常使用。</translation>
    </message>
    <message numerus="yes">
        <source>HQ did not accept %n save(s). Please look at them.</source>
        <translation>
            <numerusform>有 %n 条总部没有接受，请看一下。</numerusform>
        </translation>
    </message>
    <message>
        <source>This till has not reached HQ yet.</source>
        <translation>本机还没有连上过总部。</translation>
    </message>
    <message>
        <source>HQ has not answered since %1.</source>
        <translation>从 %1 起连不上总部。</translation>
    </message>
    <message numerus="yes">
        <source>HQ has everything; %n save(s) wait there.</source>
        <translation>
            <numerusform>全部已在总部，其中 %n 条在那里等待处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>HQ has everything. Last exchange %1.</source>
        <translation>全部已在总部。最近一次联系 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n save(s) wait to be sent, the oldest since %1.</source>
        <translation>
            <numerusform>%n 条等着上传，最早的是 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every save was confirmed by HQ, one by one.</source>
        <translation>每一条都由总部逐条确认收到。</translation>
    </message>
    <message>
        <source>What is here already can be used at once. What you save meanwhile is on this till&apos;s disk at once, and is sent by itself.</source>
        <translation>已载入的马上能用。这期间保存的同样先写进本机硬盘，之后自动上传。</translation>
    </message>
    <message>
        <source>Nothing is lost: what HQ did not accept stays on this till, word for word, until somebody decides. Everything else goes on being sent.</source>
        <translation>没有丢：总部没有接受的，原样留在本机，等人来定。其他记录照常上传，不受影响。</translation>
    </message>
    <message>
        <source>Nothing is lost, and there is nothing to do here unless it says so.</source>
        <translation>没有丢。没有写明要做的，就不用处理。</translation>
    </message>
    <message>
        <source>Nothing is lost: every save is on this till&apos;s disk, encrypted, before the screen says so, and stays until HQ has confirmed it. It is sent by itself.</source>
        <translation>没有丢：每一条都先加密写进本机硬盘，画面才显示已保存；总部确认收到之前一直留着，连上后自动上传。</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>Imports so far</source>
        <translation>导入记录</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>No table was imported at this till yet. Whatever is imported appears here and can be taken back as a whole.</source>
        <translation>本机还没有导入过旧表。导入之后会列在这里，可以整批撤回。</translation>
    </message>
    <message>
        <source>Reading the imports so far…</source>
        <translation>正在读取导入记录…</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>经手人：%1</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>file content %1</source>
        <translation>文件内容 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stayed: somebody worked with them since</source>
        <translation>
            <numerusform>%Ln 份档案保留：之后有人用过</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped at row %1</source>
        <translation>停在第 %1 行</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>新建 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln joined</source>
        <translation>
            <numerusform>并入 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln skipped</source>
        <translation>
            <numerusform>跳过 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not taken over</source>
        <translation>
            <numerusform>未导入 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>没有写入</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>Which one?</source>
        <translation>是哪一个？</translation>
    </message>
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
        <source>Found by</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Customers and medicines that fit</source>
        <translation>符合的顾客和药品</translation>
    </message>
    <message>
        <source>Ask for the name, then press its number. Esc goes back.</source>
        <translation>问一下姓名，再按前面的数字。Esc 返回。</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 位</translation>
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
    <message>
        <source>File kept, not used</source>
        <translation>档案只存不用</translation>
    </message>
    <message>
        <source>Nothing else on file</source>
        <translation>没有登记其他资料</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>Scan a member card</source>
        <translation>请扫会员码</translation>
    </message>
    <message>
        <source>or type a card, the end of a phone, a name or its initials</source>
        <translation>或输入会员号、手机尾号、姓名或拼音首字母</translation>
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
        <source>Find a customer or a medicine: number, name, pinyin, initials.</source>
        <translation>查找顾客或药品：号码、名称、拼音、首字母。</translation>
    </message>
    <message>
        <source>Work through today&apos;s follow-ups.</source>
        <translation>逐条处理逾期和今天的任务。</translation>
    </message>
</context>
<context>
    <name>ImportChoice</name>
    <message>
        <source>Join</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Keep what is on file</source>
        <translation>保留原有的</translation>
    </message>
    <message>
        <source>Take the row&apos;s</source>
        <translation>用表里的</translation>
    </message>
</context>
<context>
    <name>ImportField</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Former name</source>
        <translation>曾用名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Member card</source>
        <translation>会员卡</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>病种</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Wants no messages</source>
        <translation>不要打扰</translation>
    </message>
    <message>
        <source>Bought on</source>
        <translation>购买日期</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>小票号</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Medicine code</source>
        <translation>药品条码</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Amount paid</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Days of supply</source>
        <translation>可用天数</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>测量日期</translation>
    </message>
    <message>
        <source>Glucose</source>
        <translation>血糖</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>血压</translation>
    </message>
    <message>
        <source>Identity card (left out)</source>
        <translation>身份证（不导入）</translation>
    </message>
</context>
<context>
    <name>ImportFile</name>
    <message>
        <source>Choose an old table</source>
        <translation>选择旧表格</translation>
    </message>
    <message>
        <source>Tables (*.xlsx *.xlsm *.csv *.txt *.tsv)</source>
        <translation>表格 (*.xlsx *.xlsm *.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel 工作簿</translation>
    </message>
    <message>
        <source>Text table (CSV)</source>
        <translation>文本表格（CSV）</translation>
    </message>
    <message>
        <source>UTF-8 and GBK mixed</source>
        <translation>UTF-8 与 GBK 混用</translation>
    </message>
    <message>
        <source>GBK (GB18030)</source>
        <translation>国标 GBK (GB18030)</translation>
    </message>
</context>
<context>
    <name>ImportGroup</name>
    <message>
        <source>Not taken over</source>
        <translation>不能导入</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺项</translation>
    </message>
    <message>
        <source>To be asked</source>
        <translation>待核实</translation>
    </message>
</context>
<context>
    <name>ImportKeys</name>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不撤回</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Read it as</source>
        <translation>换读法</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>ImportNews</name>
    <message>
        <source>The import of %1 was cut short at row %2 of %3.</source>
        <translation>%1 的导入中断在第 %2 行（共 %3 行）。</translation>
    </message>
    <message>
        <source>Taking the import of %1 back was cut short.</source>
        <translation>%1 那一批没有撤回完。</translation>
    </message>
    <message>
        <source>What was done is saved. It can go on where it stood, or be taken back.</source>
        <translation>已做的都保存着，可以接着做，也可以整批撤回。</translation>
    </message>
    <message>
        <source>Import of old data: %1</source>
        <translation>旧资料导入：%1</translation>
    </message>
    <message>
        <source>%1 new, %2 joined, %3 not taken over</source>
        <translation>新建 %1，并入 %2，未导入 %3</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Import old data</source>
        <translation>导入旧资料</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The report was written to %1</source>
        <translation>报告已保存到 %1</translation>
    </message>
    <message>
        <source>It names rows, fields and reasons, and holds no values.</source>
        <translation>里面只有行号、项目和原因，没有内容。</translation>
    </message>
</context>
<context>
    <name>ImportStage</name>
    <message>
        <source>Reading the file</source>
        <translation>正在读文件</translation>
    </message>
    <message>
        <source>Checking every row</source>
        <translation>正在逐行检查</translation>
    </message>
    <message>
        <source>Taking rows over</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Taking the import back</source>
        <translation>正在撤回</translation>
    </message>
</context>
<context>
    <name>ImportState</name>
    <message>
        <source>Cut short</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Half taken back</source>
        <translation>撤回未完</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
</context>
<context>
    <name>ImportStep</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>各列</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>ImportTime</name>
    <message>
        <source>about %1 s left</source>
        <translation>约剩 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>约剩 %1 分钟</translation>
    </message>
</context>
<context>
    <name>ImportValue</name>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
</context>
<context>
    <name>Kind</name>
    <message>
        <source>Article</source>
        <translation>知识条目</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>到场记录</translation>
    </message>
    <message>
        <source>Log entry</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意记录</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系记录</translation>
    </message>
    <message>
        <source>Customer file</source>
        <translation>顾客档案</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Number in another system</source>
        <translation>外部编号</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>功能开关</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>家庭</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Step of a lead</source>
        <translation>线索进展</translation>
    </message>
    <message>
        <source>Learning record</source>
        <translation>学习记录</translation>
    </message>
    <message>
        <source>Request for a file</source>
        <translation>调取档案</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Member card</source>
        <translation>会员卡</translation>
    </message>
    <message>
        <source>Stock nearby</source>
        <translation>邻店库存</translation>
    </message>
    <message>
        <source>Store nearby</source>
        <translation>邻店</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Follow-up result</source>
        <translation>随访结果</translation>
    </message>
    <message>
        <source>Earlier purchase</source>
        <translation>以前的购买</translation>
    </message>
    <message>
        <source>Question to HQ</source>
        <translation>向总部提问</translation>
    </message>
    <message>
        <source>Request about own data</source>
        <translation>个人信息请求</translation>
    </message>
    <message>
        <source>Decision on a save</source>
        <translation>处理决定</translation>
    </message>
    <message>
        <source>Answers to a form</source>
        <translation>答卷</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Sign-up</source>
        <translation>签约</translation>
    </message>
    <message>
        <source>Contact slot</source>
        <translation>联系名额</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Follow-up task</source>
        <translation>随访任务</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>话术模板</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>购药</translation>
    </message>
    <message>
        <source>Tier policy</source>
        <translation>分级规则</translation>
    </message>
    <message>
        <source>Visit note</source>
        <translation>到店记录</translation>
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
        <source>No task is here yet.</source>
        <translation>任务还没有载入。</translation>
    </message>
    <message>
        <source>They appear as this store&apos;s data are loaded.</source>
        <translation>本店资料载入后会出现在这里。</translation>
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
    <name>LoadingCard</name>
    <message>
        <source>Loading</source>
        <translation>正在载入</translation>
    </message>
    <message>
        <source>%1 of %2 records</source>
        <translation>%1 / %2 条</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1 条</translation>
    </message>
    <message>
        <source>Here already: %1</source>
        <translation>已经可用：%1</translation>
    </message>
</context>
<context>
    <name>Locked</name>
    <message>
        <source>Readings, medicines and purchases are locked</source>
        <translation>测量、用药和购药记录已锁定</translation>
    </message>
    <message>
        <source>They are on file and come back as soon as HQ has answered.</source>
        <translation>资料都在，联系上总部后恢复显示。</translation>
    </message>
</context>
<context>
    <name>LogEntry</name>
    <message>
        <source>Customer card opened</source>
        <translation>打开顾客卡</translation>
    </message>
    <message>
        <source>Name and phone shown</source>
        <translation>显示姓名和手机</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Follow-up recorded</source>
        <translation>记录随访</translation>
    </message>
    <message>
        <source>Follow-up undone</source>
        <translation>撤销随访</translation>
    </message>
    <message>
        <source>Import of old data begun</source>
        <translation>开始导入旧资料</translation>
    </message>
    <message>
        <source>Old data compared with the files</source>
        <translation>旧资料与档案比对</translation>
    </message>
    <message>
        <source>Import of old data complete</source>
        <translation>旧资料导入完成</translation>
    </message>
    <message>
        <source>Taking an import back begun</source>
        <translation>开始撤回导入</translation>
    </message>
    <message>
        <source>Import of old data taken back</source>
        <translation>旧资料导入已撤回</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>Save given up</source>
        <translation>放弃一条记录</translation>
    </message>
    <message>
        <source>Content of a save looked at</source>
        <translation>查看一条记录的内容</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Damaged records found</source>
        <translation>发现损坏的记录</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Unsent work exported</source>
        <translation>导出未发记录</translation>
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
        <source>medicine</source>
        <translation>药品</translation>
    </message>
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
        <translation>截至 %1</translation>
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
    <name>Moment</name>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
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
    <name>OutlookCard</name>
    <message>
        <source>What will become of the rows</source>
        <translation>各行会怎样处理</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>New files</source>
        <translation>新建档案</translation>
    </message>
    <message>
        <source>Join a known customer</source>
        <translation>并入老顾客</translation>
    </message>
    <message>
        <source>Need an answer</source>
        <translation>要回答</translation>
    </message>
    <message>
        <source>Cannot be taken over</source>
        <translation>不能导入</translation>
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
    <name>Pile</name>
    <message>
        <source>Not sent</source>
        <translation>未发</translation>
    </message>
    <message>
        <source>Waiting at HQ</source>
        <translation>在总部等待</translation>
    </message>
    <message>
        <source>Not accepted by HQ</source>
        <translation>总部未接受</translation>
    </message>
</context>
<context>
    <name>ProblemsCard</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>表中内容</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are in the report (E).</source>
        <translation>
            <numerusform>还有 %Ln 条，见报告（E）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>Every row can be taken over.</source>
        <translation>每一行都能导入。</translation>
    </message>
    <message>
        <source>No row lacks anything.</source>
        <translation>没有缺项。</translation>
    </message>
    <message>
        <source>Nothing in the rows contradicts itself.</source>
        <translation>没有前后矛盾的内容。</translation>
    </message>
</context>
<context>
    <name>QuestionSheet</name>
    <message>
        <source>Reason, for HQ and the record</source>
        <translation>原因（给总部，也留作记录）</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>先不动</translation>
    </message>
    <message>
        <source>Give this save up?</source>
        <translation>放弃这一条？</translation>
    </message>
    <message>
        <source>HQ stops waiting for it and it never takes effect. What was entered stays on record here and at HQ, with your name and the reason.</source>
        <translation>总部不再等它，它不会生效。录入的内容连同您的姓名和原因，在本机和总部留档备查。</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>放弃以后不能撤销。</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Export unsent work to a file?</source>
        <translation>把未发记录导出成文件？</translation>
    </message>
    <message numerus="yes">
        <source>%n save(s) are copied into one file on this till, in case this machine breaks. They stay here too, and go on being sent.</source>
        <translation>
            <numerusform>%n 条会复制到本机的一个文件里，以防机器出故障。原来的仍在本机，照常上传。</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is sealed: HQ alone can read it. Hand it to IT, who take it in at HQ. Who made it is on record.</source>
        <translation>文件已加密，只有总部能打开。请交给信息部，由总部导入。谁导出的会留下记录。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>QuestionsCard</name>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相似</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not answered</source>
        <translation>
            <numerusform>%Ln 个没有回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s)</source>
        <translation>
            <numerusform>共 %Ln 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, all answered</source>
        <translation>%1，全部已回答</translation>
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
    <message>
        <source>Members</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
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
        <source>phone …%1</source>
        <translation>尾号 %1</translation>
    </message>
</context>
<context>
    <name>RunStep</name>
    <message>
        <source>The import is being taken back.</source>
        <translation>正在撤回这一批。</translation>
    </message>
    <message>
        <source>Files it made are withdrawn, fields it changed get back what they held. What somebody worked with since stays. The counter can be used meanwhile.</source>
        <translation>它新建的档案撤下，它改过的内容恢复原样；之后有人用过的保留。期间柜台可以照常使用。</translation>
    </message>
    <message>
        <source>The rows are being taken over.</source>
        <translation>正在导入。</translation>
    </message>
    <message>
        <source>Every slice is saved at once and queued for HQ. The counter can be used meanwhile, and this page may be left. If the program ends, it goes on with the same file where it stood.</source>
        <translation>每一批都立刻保存，并排队上传。期间柜台可以照常使用，也可以离开本页。程序关闭了，选同一个文件就从中断处继续。</translation>
    </message>
    <message>
        <source>It can be taken back as a whole, here and in the list of imports.</source>
        <translation>可以整批撤回：在这里，或在导入记录里。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stayed: somebody worked with them since, so they belong to the desk now.</source>
        <translation>
            <numerusform>%Ln 份档案保留：之后有人用过，现在归柜台。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) were looked at. The import is complete.</source>
        <translation>
            <numerusform>导入完成，共处理 %Ln 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped at row %1 of %2. What was done is saved.</source>
        <translation>停在第 %1 行（共 %2 行）。已导入的都保存着。</translation>
    </message>
    <message>
        <source>Go on where it stands, or take back what was done.</source>
        <translation>可以从这里继续，也可以把已导入的撤回。</translation>
    </message>
    <message>
        <source>Stopped: part of the import is taken back.</source>
        <translation>已停：这一批撤回了一部分。</translation>
    </message>
    <message>
        <source>Go on to take back the rest. Until then the rest stays in use.</source>
        <translation>继续就撤回其余的；在那之前其余的照常使用。</translation>
    </message>
    <message>
        <source>The import is taken back.</source>
        <translation>这一批已撤回。</translation>
    </message>
    <message>
        <source>The same file can be imported again.</source>
        <translation>同一个文件可以重新导入。</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>New files</source>
        <translation>新建档案</translation>
    </message>
    <message>
        <source>Joined to known customers</source>
        <translation>并入老顾客</translation>
    </message>
    <message>
        <source>Skipped on your word</source>
        <translation>按回答跳过</translation>
    </message>
    <message>
        <source>Not taken over</source>
        <translation>未导入</translation>
    </message>
</context>
<context>
    <name>Save</name>
    <message>
        <source>the program</source>
        <translation>本机程序</translation>
    </message>
    <message>
        <source>Decided here; HQ has to confirm it.</source>
        <translation>本机已处理，等总部确认。</translation>
    </message>
    <message>
        <source>On its way to HQ.</source>
        <translation>正在上传。</translation>
    </message>
    <message>
        <source>HQ gave no reason.</source>
        <translation>总部没有说明原因。</translation>
    </message>
    <message>
        <source>It is stored on this till and is sent by itself.</source>
        <translation>已存在本机，会自动上传。</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>不用处理。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>SaveDetail</name>
    <message>
        <source>The save</source>
        <translation>这一条</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>看内容</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Choose a save</source>
        <translation>请选一条</translation>
    </message>
    <message>
        <source>No save needs a decision.</source>
        <translation>没有要处理的记录。</translation>
    </message>
    <message>
        <source>Its reason, and what to do about it, appear here.</source>
        <translation>原因和处理办法会显示在这里。</translation>
    </message>
    <message numerus="yes">
        <source>tried %n time(s)</source>
        <translation>
            <numerusform>试过 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>To correct it or give it up, a pharmacist or manager signs in.</source>
        <translation>改正或放弃，请药师或店长扫工牌后来做。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavesCard</name>
    <message>
        <source>Saves</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>经手</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message numerus="yes">
        <source>%n newer save(s) are not listed.</source>
        <translation>
            <numerusform>还有 %n 条较新的没有列出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the lists…</source>
        <translation>正在读取列表…</translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>没有等着上传的。</translation>
    </message>
    <message>
        <source>What is saved at this till from now on appears here until HQ has it.</source>
        <translation>之后在本机保存的会先列在这里，总部收到为止。</translation>
    </message>
    <message>
        <source>Nothing waits at HQ.</source>
        <translation>总部那里没有等待的。</translation>
    </message>
    <message>
        <source>A save waits there for another one to come first, or for HQ to be updated.</source>
        <translation>要等另一条先办完，或等总部升级的，会列在这里。</translation>
    </message>
    <message>
        <source>HQ accepted everything.</source>
        <translation>总部全部接受了。</translation>
    </message>
    <message>
        <source>If it does not accept a save, that save appears here, with the reason.</source>
        <translation>总部没有接受的会列在这里，并写明原因。</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Enter it again for %1. What you save takes the place of what HQ refused.</source>
        <translation>请为 %1 重新记录；保存后，总部没有接受的那一条由它替换。</translation>
    </message>
</context>
<context>
    <name>StandingBar</name>
    <message>
        <source>Loading</source>
        <translation>正在载入</translation>
    </message>
    <message>
        <source>HQ asked for this till to be handed over. Health data are locked.</source>
        <translation>总部要收回这台机器，健康资料已锁定。</translation>
    </message>
    <message>
        <source>Masked names and allergies stay readable, and you can go on recording: it is sent to HQ. Please call IT.</source>
        <translation>仍显示隐去的姓名和过敏；可以照常记录，会上传总部。请联系信息部。</translation>
    </message>
    <message numerus="yes">
        <source>No word from HQ for %n day(s). Health data are locked.</source>
        <translation>
            <numerusform>已 %n 天没有联系上总部，健康资料已锁定。</numerusform>
        </translation>
    </message>
    <message>
        <source>Masked names and allergies stay readable, and you can go on recording. It opens by itself as soon as HQ answers.</source>
        <translation>仍显示隐去的姓名和过敏；可以照常记录。联系上总部后自动恢复。</translation>
    </message>
    <message>
        <source>This till has seen a later time than the clock shows. Health data are locked.</source>
        <translation>时钟显示的时间比本机见过的还早，健康资料已锁定。</translation>
    </message>
    <message>
        <source>Masked names and allergies stay readable, and you can go on recording. Please set the clock. It opens by itself as soon as HQ answers.</source>
        <translation>仍显示隐去的姓名和过敏；可以照常记录。请校准时钟，联系上总部后自动恢复。</translation>
    </message>
    <message numerus="yes">
        <source>No word from HQ for %n day(s).</source>
        <translation>
            <numerusform>已 %n 天没有联系上总部。</numerusform>
        </translation>
    </message>
    <message>
        <source>From %1 on only masked names and allergies are shown, until HQ answers again. Recording goes on. Please have the network looked at.</source>
        <translation>%1 之后只显示隐去的姓名和过敏，联系上总部后恢复；记录不受影响。请检查网络。</translation>
    </message>
    <message>
        <source>%1 records so far</source>
        <translation>已有 %1 条</translation>
    </message>
    <message>
        <source>%1 of %2 records</source>
        <translation>%1 / %2 条</translation>
    </message>
    <message>
        <source>This store&apos;s data are not all here yet</source>
        <translation>本店资料还没有载完</translation>
    </message>
    <message>
        <source>HQ does not answer; the load goes on by itself when it does. The counter can be used. Whoever is not found may not be here yet.</source>
        <translation>连不上总部，连上后自动继续。柜台可以照常使用；查不到的顾客，可能还没有载入。</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1 条</translation>
    </message>
    <message>
        <source>Loading this store&apos;s data</source>
        <translation>正在载入本店资料</translation>
    </message>
    <message>
        <source>The counter can be used. Whoever is not found yet may still be on the way.</source>
        <translation>柜台可以照常使用；暂时查不到的顾客，可能还在载入。</translation>
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
        <source>Loading store data: %Ln row(s)</source>
        <translation>
            <numerusform>正在载入本店资料 · %Ln 条</numerusform>
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
    <name>StepsBar</name>
    <message>
        <source>Import old data</source>
        <translation>导入旧资料</translation>
    </message>
    <message>
        <source>Step %1 of 5: %2</source>
        <translation>第 %1 步，共 5 步：%2</translation>
    </message>
</context>
<context>
    <name>Stream</name>
    <message>
        <source>Catalogue and rules</source>
        <translation>目录和规则</translation>
    </message>
    <message>
        <source>This store&apos;s files</source>
        <translation>本店资料</translation>
    </message>
</context>
<context>
    <name>StreamsCard</name>
    <message>
        <source>What HQ sends</source>
        <translation>总部下发</translation>
    </message>
    <message>
        <source>From HQ</source>
        <translation>总部下发</translation>
    </message>
    <message>
        <source>Records here</source>
        <translation>本机条数</translation>
    </message>
    <message>
        <source>Compared with HQ</source>
        <translation>与总部核对</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) from HQ cannot be used by this program.</source>
        <translation>
            <numerusform>总部下发的 %n 条，这个版本用不了。</numerusform>
        </translation>
    </message>
    <message>
        <source>This version does not know this kind of record yet.</source>
        <translation>这个版本还不认识这种记录。</translation>
    </message>
    <message>
        <source>Differs from HQ since %1; being mended</source>
        <translation>从 %1 起与总部不一致，正在修复</translation>
    </message>
    <message>
        <source>Being compared with HQ record by record</source>
        <translation>正在与总部逐条核对</translation>
    </message>
    <message>
        <source>Being loaded</source>
        <translation>正在载入</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <translation>还没有核对过</translation>
    </message>
    <message>
        <source>The same as at HQ, %1</source>
        <translation>与总部一致 %1</translation>
    </message>
</context>
<context>
    <name>SummaryCard</name>
    <message>
        <source>Problems by kind</source>
        <translation>问题分类</translation>
    </message>
    <message>
        <source>Missing fields</source>
        <translation>缺少的项目</translation>
    </message>
    <message>
        <source>%1 of %2 rows can be taken over.</source>
        <translation>%2 行中有 %1 行能导入。</translation>
    </message>
</context>
<context>
    <name>SyncCentrePage</name>
    <message>
        <source>Sync centre</source>
        <translation>同步中心</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>先不动</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n save(s) were written to %1</source>
        <translation>
            <numerusform>%n 条已写入 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is sealed: HQ alone can read it. Hand it to IT.</source>
        <translation>文件已加密，只有总部能打开：请交给信息部。</translation>
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
        <source>phone …%1</source>
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
    <name>TillCard</name>
    <message>
        <source>This till</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Without HQ</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>The same as HQ&apos;s</source>
        <translation>与总部一致</translation>
    </message>
    <message>
        <source>%1 slow</source>
        <translation>慢 %1</translation>
    </message>
    <message>
        <source>%1 fast</source>
        <translation>快 %1</translation>
    </message>
    <message>
        <source>records get HQ&apos;s time</source>
        <translation>记录按总部时间</translation>
    </message>
    <message>
        <source>please set this computer&apos;s clock</source>
        <translation>请校准电脑时间</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>HQ wants this till back; health data are locked</source>
        <translation>总部要收回本机，健康资料已锁定</translation>
    </message>
    <message>
        <source>Health data are locked until HQ answers</source>
        <translation>健康资料已锁定，联系上总部后恢复</translation>
    </message>
    <message>
        <source>Can be used offline until %1</source>
        <translation>可离线到 %1</translation>
    </message>
    <message>
        <source>Not yet; it runs by itself every day</source>
        <translation>还没有；每天自动进行</translation>
    </message>
    <message>
        <source>All records read through %1</source>
        <translation>全部记录已核对 %1</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>已生成 %1</translation>
    </message>
    <message>
        <source>at HQ %1</source>
        <translation>总部已收 %1</translation>
    </message>
    <message>
        <source>in a verified backup %1</source>
        <translation>已入核验备份 %1</translation>
    </message>
    <message>
        <source>pruned %1</source>
        <translation>已精简 %1</translation>
    </message>
    <message>
        <source>For IT: device %1</source>
        <translation>信息部用：设备 %1</translation>
    </message>
    <message>
        <source>HQ says %1</source>
        <translation>总部状态 %1</translation>
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
        <source>Scan, or type pinyin / phone end / medicine</source>
        <translation>扫码，或输入姓名拼音 / 手机尾号 / 药品</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Nobody signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>Opens the sync centre (F10)</source>
        <translation>打开同步中心（F10）</translation>
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
    <name>UndoSheet</name>
    <message>
        <source>Take the whole import back?</source>
        <translation>整批撤回？</translation>
    </message>
    <message>
        <source>Files it made are withdrawn here and at HQ, and fields it changed get back what they held. Files somebody worked with since stay, and are counted.</source>
        <translation>它新建的档案在本机和总部都撤下，它改过的内容恢复原样。之后有人用过的档案保留，并会计数。</translation>
    </message>
    <message>
        <source>The same file can be imported again afterwards.</source>
        <translation>撤回以后，同一个文件可以重新导入。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不撤回</translation>
    </message>
    <message>
        <source>The import of %1: %2 rows, %3 records written.</source>
        <translation>%1 的导入：%2 行，写入 %3 条记录。</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopping at the next safe place…</source>
        <translation>正在停，停在下一个安全的地方…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 / %2 行</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1</translation>
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
