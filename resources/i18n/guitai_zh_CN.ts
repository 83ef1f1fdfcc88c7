<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Advice</name>
    <message>
        <source>Needs a doctor now</source>
        <translation>需要立即就医</translation>
    </message>
    <message>
        <source>Say to the customer</source>
        <translation>请对顾客说</translation>
    </message>
    <message>
        <source>Refer to a doctor</source>
        <translation>请转诊就医</translation>
    </message>
    <message>
        <source>“Your blood pressure is far from the usual range. Please sit down; we measure again in five minutes. If it stays so, please see a doctor today and not later. With chest pain, a severe headache or weakness on one side we call an ambulance.”</source>
        <translation>“您的血压明显偏高，请先坐下休息，五分钟后我们再量一次。如果还是这样，请今天就去医院，不要拖。若有胸痛、剧烈头痛或一侧肢体无力，我们马上叫救护车。”</translation>
    </message>
    <message>
        <source>“Your glucose is too low. Please sit down and take 15 g of sugar now; we measure again in 15 minutes. Please see a doctor today; do not drive until it is up again.”</source>
        <translation>“您的血糖偏低，请先坐下，马上吃 15 克糖，15 分钟后我们再测一次。请今天去看医生；血糖回升之前不要开车。”</translation>
    </message>
    <message>
        <source>“Your glucose is very high. Please see a doctor today and not later, and take your medicines along. With vomiting, deep breath or drowsiness we call an ambulance.”</source>
        <translation>“您的血糖很高，请今天就去医院，不要拖，带上正在用的药。若有呕吐、呼吸深快或嗜睡，我们马上叫救护车。”</translation>
    </message>
    <message>
        <source>Not saved: this customer refused a health file.</source>
        <translation>没有保存：这位顾客已拒绝健康档案。</translation>
    </message>
    <message>
        <source>Ask again within two weeks; no rule of HQ makes the task.</source>
        <translation>请在两周内再联系；总部没有相应规则，不会自动生成任务。</translation>
    </message>
    <message>
        <source>Ask again by %1: the task is on the list.</source>
        <translation>请在%1前再联系：任务已列入随访。</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>Agreement with a family pharmacist</source>
        <translation>家庭药师签约协议</translation>
    </message>
    <message>
        <source>Enter records it with you as the pharmacist, for one year, and prints it to be signed.</source>
        <translation>按回车，以您为签约药师记录一年，并打印协议请顾客签字。</translation>
    </message>
    <message>
        <source>Sign up and print</source>
        <translation>签约并打印</translation>
    </message>
    <message>
        <source>1. The pharmacist looks after the customer&apos;s medicines for one year: how to take them, what does not go together, and when a check or a refill is due.</source>
        <translation>一、药师为顾客提供一年的用药照顾：怎么吃、哪些不能同用、什么时候该复查或续药。</translation>
    </message>
    <message>
        <source>2. For this the store keeps and uses the customer&apos;s conditions, allergies, readings and purchases, for nothing else, and shows them to nobody who is not on duty here.</source>
        <translation>二、为此本店保存并使用顾客的病史、过敏、测量值和购药记录，不作他用，也不给非当班人员看。</translation>
    </message>
    <message>
        <source>3. It costs nothing and obliges to no purchase. It replaces no doctor: what needs one is said at once.</source>
        <translation>三、不收费，也不要求购药。不代替医生诊治：需要就医的，会马上告知。</translation>
    </message>
    <message>
        <source>4. The customer may end it on any day by saying so, and ask for a copy, a correction or the erasure of the data.</source>
        <translation>四、顾客可随时口头解约，也可要求查阅、复制、更正或删除个人信息。</translation>
    </message>
    <message>
        <source>Customer or guardian (full name)</source>
        <translation>顾客或监护人（签全名）</translation>
    </message>
    <message>
        <source>Pharmacist</source>
        <translation>药师</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>phone ending in %1</source>
        <translation>手机尾号 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>有效期</translation>
    </message>
</context>
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
    <message>
        <source>Asked: no allergy known.</source>
        <translation>已问：没有已知过敏。</translation>
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
    <name>AnswerPanel</name>
    <message>
        <source>What the customer was told, in one line</source>
        <translation>答复内容，一句话</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>The request was answered</source>
        <translation>请求已答复</translation>
    </message>
    <message>
        <source>Say what was done. Today&apos;s date is noted with it.</source>
        <translation>写明做了什么。同时记今天的日期。</translation>
    </message>
    <message>
        <source>The request is refused</source>
        <translation>不同意这项请求</translation>
    </message>
    <message>
        <source>A refusal needs its reason. Today&apos;s date is noted.</source>
        <translation>不同意须写理由。记今天的日期。</translation>
    </message>
</context>
<context>
    <name>AskedCard</name>
    <message>
        <source>Scan this card</source>
        <translation>请扫这张卡</translation>
    </message>
    <message>
        <source>The card</source>
        <translation>设置卡</translation>
    </message>
    <message>
        <source>Best from the printed sheet (P). A scanner with a camera in it reads from this screen too.</source>
        <translation>最好扫打印出来的（P）。影像式扫描枪也能直接扫屏幕。</translation>
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
        <source>Withdraw</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>丢弃草稿</translation>
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
        <source>Remember code</source>
        <translation>记住这个码</translation>
    </message>
    <message>
        <source>For their phone</source>
        <translation>给顾客手机看</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>转交</translation>
    </message>
    <message>
        <source>Came to an event</source>
        <translation>活动到场</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>还没记住</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>血压</translation>
    </message>
    <message>
        <source>Glucose</source>
        <translation>血糖</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Refill as last time</source>
        <translation>照上次续购</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Pick</source>
        <translation>勾选</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试读</translation>
    </message>
    <message>
        <source>Stolen disk: no protection</source>
        <translation>硬盘失窃无保护</translation>
    </message>
    <message>
        <source>The key lies in a file: a stolen disk is not protected</source>
        <translation>密钥仅存于文件：硬盘失窃不受保护</translation>
    </message>
    <message>
        <source>Set up a scanner</source>
        <translation>设置扫描枪</translation>
    </message>
    <message>
        <source>Learn again</source>
        <translation>重新学习</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Ask HQ</source>
        <translation>问总部</translation>
    </message>
    <message>
        <source>Have it held</source>
        <translation>预留</translation>
    </message>
    <message>
        <source>Part of the page</source>
        <translation>切换分页</translation>
    </message>
    <message>
        <source>Other draft</source>
        <translation>另一份</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Somebody else buys</source>
        <translation>代购</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>The other one</source>
        <translation>换一个</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>问的是别人</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Print a card</source>
        <translation>打印会员卡</translation>
    </message>
    <message>
        <source>Family pharmacist</source>
        <translation>家庭药师签约</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>新请求</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>全部操作</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Form for their phone</source>
        <translation>手机自填</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>续购</translation>
    </message>
    <message>
        <source>Complete the file</source>
        <translation>补全档案</translation>
    </message>
    <message>
        <source>A word to HQ</source>
        <translation>提意见</translation>
    </message>
</context>
<context>
    <name>CardsList</name>
    <message>
        <source>Set up a scanner</source>
        <translation>设置扫描枪</translation>
    </message>
</context>
<context>
    <name>ChooseSide</name>
    <message>
        <source>Whose purchases</source>
        <translation>谁的购药记录</translation>
    </message>
    <message>
        <source>This file may only be kept and shown to inspectors.</source>
        <translation>本档案已限制处理：只保存，只供检查。</translation>
    </message>
    <message>
        <source>18 months of purchases with what was said around them. Who looks, and why, is noted.</source>
        <translation>最近 18 个月的购药，连同前后的咨询。谁看、为什么看，都会记录。</translation>
    </message>
    <message>
        <source>Say why it is looked at: 1, 2 or 3.</source>
        <translation>请先按 1、2 或 3 说明事由。</translation>
    </message>
    <message>
        <source>the card is open, or was scanned</source>
        <translation>卡片已打开或刚扫码</translation>
    </message>
    <message>
        <source>Making the pack…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>Why is it looked at? The digit makes the pack.</source>
        <translation>为什么查看？按数字即生成资料。</translation>
    </message>
    <message>
        <source>Nobody fits</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Try the tail of the phone, or pinyin initials, or scan the member card.</source>
        <translation>请试手机尾号或拼音首字母，或扫会员卡。</translation>
    </message>
    <message>
        <source>Whose purchases?</source>
        <translation>查谁的购药记录？</translation>
    </message>
    <message>
        <source>Scan the member card, or type a name&apos;s pinyin or the phone&apos;s tail.</source>
        <translation>扫会员卡，或输入姓名拼音、手机尾号。</translation>
    </message>
</context>
<context>
    <name>CodeKind</name>
    <message>
        <source>Member code</source>
        <translation>会员码</translation>
    </message>
    <message>
        <source>GS1 code</source>
        <translation>GS1 码</translation>
    </message>
    <message>
        <source>Medical insurance code</source>
        <translation>医保码</translation>
    </message>
    <message>
        <source>ID card</source>
        <translation>身份证</translation>
    </message>
    <message>
        <source>Payment code</source>
        <translation>付款码</translation>
    </message>
    <message>
        <source>Medicine trace code</source>
        <translation>药品追溯码</translation>
    </message>
    <message>
        <source>Member card</source>
        <translation>会员卡</translation>
    </message>
    <message>
        <source>Staff badge</source>
        <translation>工牌</translation>
    </message>
    <message>
        <source>Product barcode</source>
        <translation>商品条码</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>Code with a wrong check digit</source>
        <translation>校验位不对的码</translation>
    </message>
    <message>
        <source>Unknown code</source>
        <translation>未知码</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1（已丢弃）</translation>
    </message>
    <message>
        <source>UDI of another issuer</source>
        <translation>其他机构的 UDI 码</translation>
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
    <name>CommandBar</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>要做什么？</translation>
    </message>
    <message>
        <source>What do you want to do? Chinese, initials or English</source>
        <translation>要做什么？中文、拼音首字母或英文</translation>
    </message>
    <message>
        <source>What works now</source>
        <translation>现在能做的</translation>
    </message>
    <message>
        <source>Nothing that works here is called so.</source>
        <translation>这里没有这样的操作。</translation>
    </message>
    <message>
        <source>↑ ↓ choose · ⏎ do it · Esc close. The key on the right does the same at once.</source>
        <translation>↑ ↓ 选择 · ⏎ 执行 · Esc 关闭。下次直接按右边的键更快。</translation>
    </message>
    <message>
        <source>↑ %1 more</source>
        <translation>↑ 上面还有 %1 项</translation>
    </message>
    <message>
        <source>↓ %1 more</source>
        <translation>↓ 下面还有 %1 项</translation>
    </message>
    <message>
        <source>Go to: %1</source>
        <translation>前往：%1</translation>
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
    <name>Complaint</name>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等候</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Out of stock</source>
        <translation>缺货</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>Compliance</name>
    <message>
        <source>SHA-256 %1 · page %2 of %3</source>
        <translation>SHA-256 %1 · 第 %2 页，共 %3 页</translation>
    </message>
    <message>
        <source>Inspection pack: purchases of one customer</source>
        <translation>检查资料：一位顾客的购药记录</translation>
    </message>
    <message>
        <source>Medical insurance inspection</source>
        <translation>医保飞行检查</translation>
    </message>
    <message>
        <source>Drug authority inspection</source>
        <translation>药监检查</translation>
    </message>
    <message>
        <source>The customer asks for a copy</source>
        <translation>顾客本人索取</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售笔数</translation>
    </message>
    <message>
        <source>Without an id</source>
        <translation>缺外部编号</translation>
    </message>
    <message>
        <source>Notes that fit no sale</source>
        <translation>无法对应销售的记录</translation>
    </message>
    <message>
        <source>Mind</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Drug code</source>
        <translation>药品代码</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>盒数</translation>
    </message>
    <message>
        <source>Prescription</source>
        <translation>处方号</translation>
    </message>
    <message>
        <source>Trace code</source>
        <translation>追溯码</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批号</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Sold by</source>
        <translation>销售人员</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>咨询关键词</translation>
    </message>
    <message>
        <source>ERP order</source>
        <translation>ERP 订单号</translation>
    </message>
    <message>
        <source>WeCom conversation</source>
        <translation>企微会话</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>%1 of 100 sure</source>
        <translation>（可信度 %1/100）</translation>
    </message>
    <message>
        <source>There are more records than a pack holds.</source>
        <translation>记录超出本资料所能容纳，未全部列出。</translation>
    </message>
    <message>
        <source>This file may only be kept and shown to inspectors.</source>
        <translation>本档案已限制处理：只保存，只供检查。</translation>
    </message>
    <message>
        <source>none known</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Buyers that fit no sale</source>
        <translation>无法对应销售的代购</translation>
    </message>
    <message>
        <source>Bought by</source>
        <translation>代购人</translation>
    </message>
    <message>
        <source>order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>WeCom</source>
        <translation>企微</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>no id</source>
        <translation>缺编号</translation>
    </message>
    <message>
        <source>stands on the sale</source>
        <translation>销售单自带</translation>
    </message>
    <message>
        <source>stands on the note</source>
        <translation>咨询记录自带</translation>
    </message>
    <message>
        <source>read off the receipt</source>
        <translation>扫小票</translation>
    </message>
    <message>
        <source>taken over from a file</source>
        <translation>文件导入</translation>
    </message>
    <message>
        <source>by the time</source>
        <translation>按时间匹配</translation>
    </message>
    <message>
        <source>a lead of the same customer</source>
        <translation>同一顾客的线索</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Order number linked</source>
        <translation>已关联订单号</translation>
    </message>
    <message>
        <source>Buyer noted</source>
        <translation>已登记代购</translation>
    </message>
    <message>
        <source>Making the file…</source>
        <translation>正在生成文件…</translation>
    </message>
    <message>
        <source>Making the file: page %1 of %2</source>
        <translation>正在生成文件：第 %1 页，共 %2 页</translation>
    </message>
    <message>
        <source>ID card</source>
        <translation>身份证</translation>
    </message>
    <message>
        <source>insurance card</source>
        <translation>医保凭证</translation>
    </message>
    <message>
        <source>household register</source>
        <translation>户口簿</translation>
    </message>
    <message>
        <source>another paper</source>
        <translation>其他证件</translation>
    </message>
    <message>
        <source>Where files go</source>
        <translation>文件存放位置</translation>
    </message>
    <message>
        <source>Prescriptions</source>
        <translation>处方登记</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Medicines</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Only what fits</source>
        <translation>筛选条件</translation>
    </message>
    <message>
        <source>Older ones lie at HQ, which keeps them for five years.</source>
        <translation>更早的在总部，保存五年。</translation>
    </message>
    <message>
        <source>There are more records than are shown.</source>
        <translation>记录过多，未全部列出。</translation>
    </message>
    <message>
        <source>a copy of their data</source>
        <translation>查阅、复制</translation>
    </message>
    <message>
        <source>a correction</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>erasure</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>to withdraw consent</source>
        <translation>撤回同意</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>%1 d late</source>
        <translation>超期 %1 天</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>%1 d left</source>
        <translation>剩 %1 天</translation>
    </message>
    <message>
        <source>(kept only)</source>
        <translation>（仅保存）</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>权利请求</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Member card, pinyin, or the phone&apos;s tail</source>
        <translation>会员卡、姓名拼音或手机尾号</translation>
    </message>
    <message>
        <source>Number, medicine, name, or month: 2025-11</source>
        <translation>处方号、药名、姓名或月份：2025-11</translation>
    </message>
    <message>
        <source>Part of a name or of the note</source>
        <translation>姓名或内容的一部分</translation>
    </message>
    <message>
        <source>Request taken down</source>
        <translation>已登记请求</translation>
    </message>
    <message>
        <source>The PDF of %1 (…%2) is out of date: something changed. P makes it anew.</source>
        <translation>%1 的 PDF（…%2）已过时：内容有改动。按 P 重新生成。</translation>
    </message>
    <message>
        <source>The workbook of %1 (…%2) is out of date: something changed. E makes it anew.</source>
        <translation>%1 的表格（…%2）已过时：内容有改动。按 E 重新生成。</translation>
    </message>
    <message>
        <source>Answer noted</source>
        <translation>已登记答复</translation>
    </message>
    <message>
        <source>%1 fit; the newest %2 are listed, the file holds all.</source>
        <translation>符合 %1 条，列出最新 %2 条；文件含全部。</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>医保表格</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Part of a form&apos;s name</source>
        <translation>表名的一部分</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>HQ</source>
        <translation>总部</translation>
    </message>
    <message>
        <source>Yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>Form of the program, not of an authority</source>
        <translation>程序自带表格，非官方表格</translation>
    </message>
    <message>
        <source>Masked, for the screen</source>
        <translation>已遮挡，仅供屏幕查看</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检查资料</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>处方登记</translation>
    </message>
</context>
<context>
    <name>CompliancePage</name>
    <message>
        <source>Records</source>
        <translation>合规</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The paper shown</source>
        <translation>出示的证件</translation>
    </message>
    <message>
        <source>Say why, make the pack</source>
        <translation>选事由，生成资料</translation>
    </message>
    <message>
        <source>Other customer</source>
        <translation>换顾客</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>导出 PDF</translation>
    </message>
    <message>
        <source>Save workbook</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Save what is on file</source>
        <translation>导出全部资料</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The file is written. It holds health data: give it to nobody else.</source>
        <translation>文件已写好。内含健康信息，请勿给无关的人。</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>要求什么</translation>
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
    <name>Consent</name>
    <message>
        <source>Yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>No to everything</source>
        <translation>全部不同意</translation>
    </message>
    <message>
        <source>Health file</source>
        <translation>健康档案</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>用药提醒</translation>
    </message>
    <message>
        <source>Offers and events</source>
        <translation>优惠与活动</translation>
    </message>
    <message>
        <source>May we keep your health data (conditions, allergies, readings, medicines) to advise you? Without it we serve you all the same.</source>
        <translation>“我们想保存您的健康信息（病史、过敏、测量值、用药），用来给您用药建议，可以吗？不同意也不影响购药。”</translation>
    </message>
    <message>
        <source>May we call or message you when a medicine runs out or a check is due? You can say stop at any time.</source>
        <translation>“药快用完或该复查时，可以打电话或发消息提醒您吗？您随时可以取消。”</translation>
    </message>
    <message>
        <source>May we tell you about offers and events? You can say stop at any time.</source>
        <translation>“有优惠或活动时可以通知您吗？您随时可以取消。”</translation>
    </message>
    <message>
        <source>not asked yet: counts as no</source>
        <translation>尚未询问，按不同意处理</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>no</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>改为：%1</translation>
    </message>
    <message>
        <source>Under 14: a guardian has to agree</source>
        <translation>未满 14 岁：须监护人同意</translation>
    </message>
    <message>
        <source>Silent: send nothing</source>
        <translation>静默：不发任何消息</translation>
    </message>
    <message>
        <source>Agreed: %1</source>
        <translation>已同意：%1</translation>
    </message>
    <message>
        <source>Not asked: %1</source>
        <translation>未问：%1</translation>
    </message>
    <message>
        <source>said by the guardian</source>
        <translation>监护人代答</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>已拒绝：%1</translation>
    </message>
    <message>
        <source>Under 14: who agrees for the child?</source>
        <translation>未满 14 岁：由谁代为同意？</translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选定</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>选一个</translation>
    </message>
    <message>
        <source>Not today</source>
        <translation>今天不问</translation>
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
    <name>DeviceDetail</name>
    <message>
        <source>The device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试读</translation>
    </message>
    <message>
        <source>Learn again</source>
        <translation>重新学习</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>No device</source>
        <translation>没有设备</translation>
    </message>
    <message>
        <source>Read any code with it now. It leads nowhere.</source>
        <translation>现在用它扫任意一个码，只作测试，不会打开任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>It works: %1, %n character(s).</source>
        <translation>
            <numerusform>正常：%1，%n 个字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing came within 20 seconds. Does it beep? Check cable or battery, then learn it again (L).</source>
        <translation>20 秒内没有读到。枪响了吗？请检查线或电池，再重新学习（L）。</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>Since the start</source>
        <translation>本次启动以来</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>设置于</translation>
    </message>
    <message>
        <source>not yet: it reads by the usual rules</source>
        <translation>未设置，按通用规则识别</translation>
    </message>
    <message numerus="yes">
        <source>%n code(s) read</source>
        <translation>
            <numerusform>读到 %n 个码</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n garbled</source>
        <translation>
            <numerusform>%n 个乱码</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n 个未收</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeviceKind</name>
    <message>
        <source>Scanner that types</source>
        <translation>键盘式扫描枪</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>串口扫描枪</translation>
    </message>
    <message>
        <source>HID POS scanner</source>
        <translation>HID POS 扫描枪</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>串口</translation>
    </message>
</context>
<context>
    <name>DeviceSound</name>
    <message>
        <source>Sound off</source>
        <translation>声音 关</translation>
    </message>
    <message>
        <source>Sound does not work</source>
        <translation>声音 放不出</translation>
    </message>
    <message>
        <source>Sound: system bell</source>
        <translation>声音 系统铃</translation>
    </message>
    <message>
        <source>Sound {percent} %</source>
        <translation>声音 {percent}%</translation>
    </message>
</context>
<context>
    <name>DeviceState</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>不能用</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>No scanner is set up yet. Press N to begin.</source>
        <translation>还没有设置扫描枪。按 N 开始。</translation>
    </message>
    <message>
        <source>A device is being opened…</source>
        <translation>正在打开设备…</translation>
    </message>
    <message>
        <source>All devices are ready.</source>
        <translation>设备全部就绪。</translation>
    </message>
    <message>
        <source>This system says from which keyboard a key came: a scanner that types is known for certain.</source>
        <translation>本系统能分清按键来自哪个键盘，键盘式扫描枪可以准确识别。</translation>
    </message>
    <message>
        <source>This system mixes all keyboards into one. A scanner that types is told from a person by the habits that set-up learns.</source>
        <translation>本系统把所有键盘合成一个，分不清按键来自哪里；键盘式扫描枪靠设置时学到的习惯与人工输入区分。</translation>
    </message>
</context>
<context>
    <name>DevicesCard</name>
    <message>
        <source>Devices of this till</source>
        <translation>本机设备</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>Typing works without a scanner. To add one, plug it in and press N: five printed cards teach this till how it reads.</source>
        <translation>没有扫描枪也可以手工输入。要添加，请插上后按 N：扫五张设置卡，本机就学会它怎么读码。</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>还没有</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Leave this card out</source>
        <translation>跳过这张卡</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>The scanner is set up. Try it with T.</source>
        <translation>扫描枪已设置好。按 T 试读。</translation>
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
        <source>For %1</source>
        <translation>归 %1</translation>
    </message>
    <message>
        <source>handed over by %1</source>
        <translation>%1 转来</translation>
    </message>
    <message>
        <source>For anybody in the store</source>
        <translation>归本店任何人</translation>
    </message>
    <message>
        <source>Not reached: %1×</source>
        <translation>未接通 %1 次</translation>
    </message>
</context>
<context>
    <name>Enrol</name>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>On this till; it goes to HQ with the next exchange.</source>
        <translation>仅本机，下次同步时上传总部。</translation>
    </message>
    <message>
        <source>Open the card</source>
        <translation>打开顾客卡</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新顾客建档</translation>
    </message>
    <message>
        <source>A phone and what is bought are enough; the rest comes later.</source>
        <translation>手机号和购药类型就够，其余下次再补</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Phone, 11 digits</source>
        <translation>手机号 11 位</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name (may wait)</source>
        <translation>姓名（可后补）</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Born: 1958-1-3</source>
        <translation>出生：1958-1-3</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Put the draft aside</source>
        <translation>草稿放一边</translation>
    </message>
    <message>
        <source>Guardian who speaks: %1</source>
        <translation>代为同意的监护人：%1</translation>
    </message>
    <message>
        <source>Seems to be on file already. Enter again begins a second file.</source>
        <translation>很可能已经建过档。再按一次回车，会另建一份。</translation>
    </message>
    <message>
        <source>On to the answers</source>
        <translation>去答题</translation>
    </message>
    <message>
        <source>What is bought</source>
        <translation>购药类型</translation>
    </message>
    <message>
        <source>Who it is (may be left out)</source>
        <translation>人群模板（可不选）</translation>
    </message>
    <message>
        <source>Open this file</source>
        <translation>打开这份档案</translation>
    </message>
    <message>
        <source>Is the guardian</source>
        <translation>是监护人</translation>
    </message>
    <message>
        <source>On file already?</source>
        <translation>是否已有档案</translation>
    </message>
    <message>
        <source>Very likely on file. Ask for the name before a second file.</source>
        <translation>很可能已经建过档。请先核对姓名，再决定是否另建。</translation>
    </message>
    <message>
        <source>Ask whether it is one of these. A shared phone may be a family.</source>
        <translation>请问一下是不是其中一位。同一个号码也可能是一家人。</translation>
    </message>
    <message>
        <source>Nobody on file at this store looks like it.</source>
        <translation>本店档案里没有相像的人。</translation>
    </message>
    <message>
        <source>Type phone, name or day of birth: who looks alike is shown here, also offline.</source>
        <translation>输入电话、姓名或出生日期，相像的人会显示在这里，断网也可以。</translation>
    </message>
    <message>
        <source>Draft of %1, not saved.</source>
        <translation>草稿（%1），尚未保存。</translation>
    </message>
    <message>
        <source>Long-term medicine</source>
        <translation>慢病用药</translation>
    </message>
    <message>
        <source>Medicine now and then</source>
        <translation>临时用药</translation>
    </message>
    <message>
        <source>Health food</source>
        <translation>保健食品</translation>
    </message>
    <message>
        <source>Medical devices</source>
        <translation>医疗器械</translation>
    </message>
    <message>
        <source>Body care</source>
        <translation>日化护理</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Pregnant</source>
        <translation>孕妇</translation>
    </message>
    <message>
        <source>Elderly</source>
        <translation>老人</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>儿童</translation>
    </message>
    <message>
        <source>Pregnant: which week? Folic acid? Allergies? Warn before every medicine.</source>
        <translation>孕妇：孕几周？吃叶酸吗？有无过敏？每次用药前都要提醒。</translation>
    </message>
    <message>
        <source>Elderly: which medicines every day? Allergies? Who fetches them?</source>
        <translation>老人：每天在吃哪些药？有无过敏？谁来代取？</translation>
    </message>
    <message>
        <source>Child: date of birth and weight? Allergies? A guardian speaks under 14.</source>
        <translation>儿童：出生日期和体重？有无过敏？未满 14 周岁由监护人同意。</translation>
    </message>
    <message>
        <source>the phone number is the same</source>
        <translation>手机号完全相同</translation>
    </message>
    <message>
        <source>phone ends so</source>
        <translation>尾号相同</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>姓名相同</translation>
    </message>
    <message>
        <source>name sounds so</source>
        <translation>姓名同音</translation>
    </message>
    <message>
        <source>another name</source>
        <translation>姓名不同</translation>
    </message>
    <message>
        <source>same birth</source>
        <translation>出生日期相同</translation>
    </message>
    <message>
        <source>another birth</source>
        <translation>出生日期不同</translation>
    </message>
    <message>
        <source>another sex</source>
        <translation>性别不同</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>相似 %1/100</translation>
    </message>
    <message>
        <source>New file: %1</source>
        <translation>已建档：%1</translation>
    </message>
    <message>
        <source>no member number yet</source>
        <translation>还没有会员号</translation>
    </message>
    <message>
        <source>Nothing was said about the data: it counts as no.</source>
        <translation>还没有问个人信息的用途，一律按“不同意”处理。</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 岁</translation>
    </message>
    <message>
        <source>Ask at once</source>
        <translation>顺便问一句</translation>
    </message>
    <message>
        <source>For this customer</source>
        <translation>为这位顾客</translation>
    </message>
    <message>
        <source>Print a card</source>
        <translation>打印会员卡</translation>
    </message>
    <message>
        <source>Family pharmacist</source>
        <translation>家庭药师签约</translation>
    </message>
    <message>
        <source>Signed up until %1</source>
        <translation>已签约，有效期至 %1</translation>
    </message>
    <message>
        <source>The number is this store&apos;s, until HQ issues a signed member code.</source>
        <translation>卡号由本店临时给出，等总部发正式会员码。</translation>
    </message>
    <message>
        <source>temporary</source>
        <translation>临时卡</translation>
    </message>
    <message>
        <source>Form for their phone</source>
        <translation>手机自填</translation>
    </message>
    <message>
        <source>a phone or a name</source>
        <translation>手机号或姓名</translation>
    </message>
    <message>
        <source>what is bought</source>
        <translation>购药类型</translation>
    </message>
    <message>
        <source>Draft, not saved.</source>
        <translation>草稿，尚未保存。</translation>
    </message>
    <message>
        <source>Still missing: %1.</source>
        <translation>还缺：%1。</translation>
    </message>
    <message>
        <source>Nothing said, counts as no: %1.</source>
        <translation>没有问，按不同意算：%1。</translation>
    </message>
    <message>
        <source>Next: type the phone.</source>
        <translation>下一步：输入手机号。</translation>
    </message>
    <message>
        <source>Next: Enter goes on to the answers.</source>
        <translation>下一步：回车去答题。</translation>
    </message>
    <message>
        <source>Next: Alt and a letter say yes or no; Enter saves.</source>
        <translation>下一步：按 Alt 加字母答同意与否；回车保存。</translation>
    </message>
    <message>
        <source>Next: 1–%1 say what is bought.</source>
        <translation>下一步：1–%1 选购药类型。</translation>
    </message>
    <message>
        <source>Next: Enter saves.</source>
        <translation>下一步：回车保存。</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>New customer</source>
        <translation>新顾客建档</translation>
    </message>
    <message>
        <source>Back to the other new customer</source>
        <translation>取回另一份未完成的建档</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Open the card</source>
        <translation>打开顾客卡</translation>
    </message>
    <message>
        <source>What is bought, who it is</source>
        <translation>购药类型、人群</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>同意与否</translation>
    </message>
    <message>
        <source>Open a file, guardian</source>
        <translation>打开档案、监护人</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Sign up and print</source>
        <translation>签约并打印</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>暂不</translation>
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
    <name>Feedback</name>
    <message>
        <source>Kept for HQ. Thank you.</source>
        <translation>已记下，会发给总部。谢谢。</translation>
    </message>
</context>
<context>
    <name>FeedbackPage</name>
    <message>
        <source>A word to HQ about the program</source>
        <translation>给总部提意见</translation>
    </message>
    <message>
        <source>What is in the way, or would help?</source>
        <translation>哪里不好用，或者想要什么？</translation>
    </message>
    <message>
        <source>Sent is what stands in the field and the drawing below, and nothing else. Names, numbers and readings are grey. Please write no customer&apos;s name.</source>
        <translation>只发送上面写的字和下面的示意图，别的都不发。姓名、号码、读数都是灰条。请不要写顾客姓名。</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
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
        <source>Other names</source>
        <translation>曾用名</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Hours to be reached at</source>
        <translation>方便联系的时间</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Wants no messages</source>
        <translation>不接收消息</translation>
    </message>
    <message>
        <source>Version of the text</source>
        <translation>文本版本</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Is on</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Learning card</source>
        <translation>学习卡</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>结案时间</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>答复时间</translation>
    </message>
    <message>
        <source>Version of the form</source>
        <translation>问卷版本</translation>
    </message>
    <message>
        <source>Mentioned</source>
        <translation>提到</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>所购药品</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Kept by</source>
        <translation>由谁维护</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>小票号</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Side effects</source>
        <translation>不良反应</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Other system</source>
        <translation>其他系统</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>要求</translation>
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
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
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
    <name>File</name>
    <message>
        <source>Remark: %1</source>
        <translation>备注：%1</translation>
    </message>
    <message>
        <source>A remark of an old table speaks of an allergy; it cannot be shown now. Ask which.</source>
        <translation>旧表的备注提到过敏，现在不能显示。请问清是什么过敏。</translation>
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
    <name>FilesBar</name>
    <message>
        <source>The file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files go to %1</source>
        <translation>文件存到 %1</translation>
    </message>
</context>
<context>
    <name>FollowUpsPage</name>
    <message>
        <source>Follow-ups</source>
        <translation>随访</translation>
    </message>
    <message>
        <source>Who is to have it</source>
        <translation>交给谁</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>转多少</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>打开顾客卡</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
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
    <name>Form</name>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>What is answered is kept at this till until it is saved.</source>
        <translation>已答的内容存在本机，保存之前不会丢。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>%1 item(s) cannot be shown by this program:</source>
        <translation>有 %1 项本程序无法显示：</translation>
    </message>
    <message>
        <source>Take the last one away</source>
        <translation>去掉最后一项</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Another entry for “%1”?</source>
        <translation>“%1”还要再填一项吗？</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>typed: %1</source>
        <translation>已输入：%1</translation>
    </message>
    <message>
        <source>Would rather not say</source>
        <translation>不愿说</translation>
    </message>
    <message>
        <source>Does not know</source>
        <translation>不知道</translation>
    </message>
    <message>
        <source>Enter goes on</source>
        <translation>按回车继续</translation>
    </message>
    <message>
        <source>has to be answered</source>
        <translation>必答</translation>
    </message>
    <message>
        <source>several answers; Enter goes on</source>
        <translation>可多选，回车继续</translation>
    </message>
    <message>
        <source>several answers: Enter after each; Enter alone goes on</source>
        <translation>可填多个：每个后按回车，空着按回车继续</translation>
    </message>
    <message>
        <source>date: 20260112 or 2026-1-12</source>
        <translation>日期：20260112 或 2026-1-12</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>%1 characters at most</source>
        <translation>最多 %1 个字</translation>
    </message>
    <message>
        <source>unit after the number: %1</source>
        <translation>单位写在数后：%1</translation>
    </message>
    <message>
        <source>0: write something else</source>
        <translation>0：写其他内容</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>不低于 %1</translation>
    </message>
    <message>
        <source>%1 or less</source>
        <translation>不高于 %1</translation>
    </message>
    <message>
        <source>Not a date. Which day is meant, such as 20260112?</source>
        <translation>这不是日期。是哪一天？例如 20260112</translation>
    </message>
    <message>
        <source>Not an amount. How much, in %1?</source>
        <translation>这不是数量。是多少（%1）？</translation>
    </message>
    <message>
        <source>Not a number. Which number is meant?</source>
        <translation>这不是数字。是多少？</translation>
    </message>
    <message>
        <source>No answer yet. What is it, or Alt+1, Alt+2?</source>
        <translation>还没有答案。怎么答？不答请按 Alt+1 或 Alt+2</translation>
    </message>
    <message>
        <source>Less than %1. Is that right, or what is it?</source>
        <translation>低于 %1。数对吗？应是多少？</translation>
    </message>
    <message>
        <source>More than %1. Is that right, or what is it?</source>
        <translation>高于 %1。数对吗？应是多少？</translation>
    </message>
    <message>
        <source>Longer than %1 characters. How to say it shorter?</source>
        <translation>超过 %1 个字。怎么说短一点？</translation>
    </message>
    <message>
        <source>More than %1 decimals. What is it, rounded?</source>
        <translation>小数超过 %1 位。四舍五入是多少？</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>已答 %1 / %2</translation>
    </message>
    <message>
        <source>%1 still have to be answered</source>
        <translation>还有 %1 项必答</translation>
    </message>
    <message>
        <source>%1 to look at again</source>
        <translation>有 %1 项要再看</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>第 %1 版</translation>
    </message>
    <message>
        <source>corrects saved answers, in the form they were given to</source>
        <translation>更正已保存的答案，按当时的表单</translation>
    </message>
    <message>
        <source>HQ has version %1 by now; this draft goes on as it was begun</source>
        <translation>总部已有第 %1 版；这份草稿仍按原版填写</translation>
    </message>
    <message>
        <source>this version is not at this till; in the words of another</source>
        <translation>本机没有这一版，用其他版的文字显示</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Needs a doctor now: %1. Refer the customer today.</source>
        <translation>需要立即就医：%1。请今天就转诊。</translation>
    </message>
</context>
<context>
    <name>FormSide</name>
    <message>
        <source>The form</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>This form came with the program. Ask the insurance office whether it takes it.</source>
        <translation>这是程序自带的表格，请先问医保经办是否接受。</translation>
    </message>
    <message>
        <source>The first page</source>
        <translation>第一页</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>导出 PDF</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message numerus="yes">
        <source>Masked here; the file has the name in full. %n page(s)</source>
        <translation>
            <numerusform>屏幕上已遮挡，文件里是全名。共 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the customer first: open the card, or choose on Alt+1.</source>
        <translation>请先选顾客：打开顾客卡，或按 Alt+1 选。</translation>
    </message>
</context>
<context>
    <name>FormsPage</name>
    <message>
        <source>Forms</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>题数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Card; the draft stays</source>
        <translation>回卡片，草稿保留</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>回卡片</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>回到列表</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>不作答</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>draft of %1</source>
        <translation>草稿 %1</translation>
    </message>
    <message>
        <source>%1 item(s) cannot be shown</source>
        <translation>有 %1 项无法显示</translation>
    </message>
    <message>
        <source>answered %1 · version %2</source>
        <translation>%1 已答 · 第 %2 版</translation>
    </message>
    <message>
        <source>Open a customer&apos;s card first; then Q opens the forms.</source>
        <translation>请先打开一位顾客的卡片，再按 Q 打开问卷。</translation>
    </message>
    <message>
        <source>HQ has published no form for this store.</source>
        <translation>总部还没有给本店发布问卷。</translation>
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
    <name>FoundCard</name>
    <message>
        <source>Plugged in</source>
        <translation>已插上</translation>
    </message>
    <message>
        <source>Name and place</source>
        <translation>名称与位置</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message numerus="yes">
        <source>%n more are not listed.</source>
        <translation>
            <numerusform>另有 %n 个未列出。</numerusform>
        </translation>
    </message>
    <message>
        <source>No scanner, serial port or camera was found on this computer.</source>
        <translation>这台电脑上没有找到扫描枪、串口或摄像头。</translation>
    </message>
</context>
<context>
    <name>HandBody</name>
    <message numerus="yes">
        <source>%n open follow-up(s)</source>
        <translation>
            <numerusform>%n 项未完成随访</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandSheet</name>
    <message>
        <source>Hand over</source>
        <translation>转交</translation>
    </message>
    <message>
        <source>Anybody in the store</source>
        <translation>本店任何人</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>只转这一项</translation>
    </message>
    <message>
        <source>Instead: %1</source>
        <translation>改转：%1</translation>
    </message>
    <message>
        <source>With it goes: %1</source>
        <translation>附言：%1</translation>
    </message>
    <message>
        <source>What is typed as a note before goes with it.</source>
        <translation>之前在备注里写的话会一起转去。</translation>
    </message>
    <message>
        <source>%1 (keep it for me)</source>
        <translation>%1（留给我）</translation>
    </message>
    <message>
        <source>+ shows more people</source>
        <translation>按 + 看更多人</translation>
    </message>
    <message numerus="yes">
        <source>all %n open follow-up(s)</source>
        <translation>
            <numerusform>全部 %n 项未完成随访</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>逾期 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>今天 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n later</source>
        <translation>
            <numerusform>以后 %n 项</numerusform>
        </translation>
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
    <message>
        <source>How the devices are doing</source>
        <translation>设备状况</translation>
    </message>
    <message>
        <source>Set up a scanner</source>
        <translation>设置扫描枪</translation>
    </message>
    <message>
        <source>Print the set-up cards</source>
        <translation>打印设置卡</translation>
    </message>
    <message>
        <source>Looking at the devices…</source>
        <translation>正在查看设备…</translation>
    </message>
</context>
<context>
    <name>HealthFile</name>
    <message>
        <source>Health file refused: note only allergies and this sale</source>
        <translation>已拒绝健康档案：只记过敏和这次购药</translation>
    </message>
    <message>
        <source>Not asked about a health file yet. Ask before you save: Esc, then P notes their answer.</source>
        <translation>还没有问过健康档案。保存前先问一句：按 Esc，再按 P 记下答复。</translation>
    </message>
    <message>
        <source>Health file refused. What is on file can be withdrawn; nothing new is saved.</source>
        <translation>已拒绝健康档案：已记录的可以作废，不再保存新的。</translation>
    </message>
    <message>
        <source>Health file refused. The reading is told and not saved. If they want it kept: Esc, then P for their yes.</source>
        <translation>已拒绝健康档案：测量值口头告诉，不保存。顾客愿意留存时，先按 Esc 再按 P 记下同意。</translation>
    </message>
    <message>
        <source>Health file refused. Note only what this sale needs, and allergies: no illnesses, readings or side effects.</source>
        <translation>已拒绝健康档案：只记这次购药要用的和过敏；病史、测量值、不良反应不记。</translation>
    </message>
    <message>
        <source>Health file refused. No form is opened and no answer saved without a yes: Esc, then P on the card. Allergies may be noted.</source>
        <translation>已拒绝健康档案：没有同意，问卷不打开，答案也不保存。先按 Esc，在顾客卡按 P 记下同意。过敏可以记。</translation>
    </message>
    <message>
        <source>Health file refused. The reading is told and not saved; finish without one.</source>
        <translation>已拒绝健康档案：测量值口头告诉，不保存；可不填。</translation>
    </message>
    <message>
        <source>Told only</source>
        <translation>已告诉，不保存</translation>
    </message>
</context>
<context>
    <name>HeldLine</name>
    <message>
        <source>Held against %1</source>
        <translation>对照 %1 的档案</translation>
    </message>
    <message>
        <source>Held against nobody</source>
        <translation>未对照任何人的档案</translation>
    </message>
    <message>
        <source>Hold against the open card</source>
        <translation>改为对照</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>问的是别人</translation>
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
        <translation>名称</translation>
    </message>
    <message>
        <source>About</source>
        <translation>情况</translation>
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
        <source>Press its number. Which stores nearby have it, and what may stand in, is on F5.</source>
        <translation>按前面的数字。附近门店和其他选择在库存页（F5）。</translation>
    </message>
    <message>
        <source>Press its number; a customer is asked for the name. Esc goes back.</source>
        <translation>按前面的数字；顾客先问一下姓名。Esc 返回。</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 个</translation>
    </message>
</context>
<context>
    <name>Household</name>
    <message>
        <source>Family: %1</source>
        <translation>家人：%1</translation>
    </message>
    <message>
        <source>guardian</source>
        <translation>监护人</translation>
    </message>
    <message>
        <source>in their care</source>
        <translation>被监护</translation>
    </message>
    <message>
        <source>reminders: %1</source>
        <translation>提醒：%1</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1等另 %2 人</translation>
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
        <source>Labels</source>
        <translation>标签</translation>
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
    <name>InboxPage</name>
    <message>
        <source>Filled in by customers</source>
        <translation>顾客自填</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>Answers that wait</source>
        <translation>等待采用的自填</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Keep the file</source>
        <translation>保留档案</translation>
    </message>
    <message>
        <source>Take the answer</source>
        <translation>采用所填</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Nothing waits. On the sheet of a customer Alt+Q shows a code: the customer fills the form in on their own phone, and the code it shows is scanned here.</source>
        <translation>没有待处理的自填。在顾客建档页按 Alt+Q 出示二维码，顾客用自己的手机填写，再扫手机上显示的码。</translation>
    </message>
    <message>
        <source>What the customer said, beside the file.</source>
        <translation>顾客所填与档案对照。</translation>
    </message>
    <message>
        <source>Nothing new: the file says all of it already.</source>
        <translation>没有新内容，档案里都有了。</translation>
    </message>
    <message>
        <source>Against the file</source>
        <translation>与档案对照</translation>
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
        <source>Word to HQ</source>
        <translation>给总部的反馈</translation>
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
        <source>Key of member codes</source>
        <translation>会员码密钥</translation>
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
        <source>Revoked member code</source>
        <translation>作废会员码</translation>
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
        <translation>到店备注</translation>
    </message>
</context>
<context>
    <name>Knowledge</name>
    <message>
        <source>Reviewed answers</source>
        <translation>审核答案</translation>
    </message>
    <message>
        <source>Asked HQ</source>
        <translation>已问总部</translation>
    </message>
    <message>
        <source>Learning cards</source>
        <translation>学习卡</translation>
    </message>
    <message>
        <source>Source: %1. Reviewed by %2 on %3, valid until %4.</source>
        <translation>来源：%1。%2 审核于 %3，有效至 %4。</translation>
    </message>
    <message>
        <source>Not for %1: the file says %2.</source>
        <translation>不适合%1：档案中有 %2。</translation>
    </message>
    <message>
        <source>This answer names nothing to hold against a file: whether it is for %1 is yours to judge.</source>
        <translation>本答案未列出可对照档案的禁忌，是否适合 %1 请自行判断。</translation>
    </message>
    <message>
        <source>Looked for in the file of %1 and not found: %2. What nobody noted is not there.</source>
        <translation>已查 %1 的档案，未见：%2。没人记过的不在其中。</translation>
    </message>
    <message>
        <source>They also have at home: %1.</source>
        <translation>家中还有：%1。</translation>
    </message>
    <message>
        <source>Learned this month.</source>
        <translation>本月已学。</translation>
    </message>
    <message>
        <source>Not known yet when it was asked today.</source>
        <translation>今天测过，还没记住。</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Waiting for HQ</source>
        <translation>等待总部答复</translation>
    </message>
    <message>
        <source>%1 · %2 · valid until %3</source>
        <translation>%1 · %2审核 · %3 前有效</translation>
    </message>
    <message>
        <source>Not for this customer: the file says %1.</source>
        <translation>此顾客不宜：档案有%1。</translation>
    </message>
    <message>
        <source>Not with: %1.</source>
        <translation>不宜：%1。</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>KnowledgeDetail</name>
    <message>
        <source>The answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Ask HQ</source>
        <translation>问总部</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>For their phone</source>
        <translation>给顾客手机看</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>看答案</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>记住了</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>还没记住</translation>
    </message>
    <message>
        <source>What is the answer? Think of it first.</source>
        <translation>答案是什么？先想一想。</translation>
    </message>
    <message>
        <source>No question to HQ yet</source>
        <translation>还没有问过总部</translation>
    </message>
    <message>
        <source>What nobody here can answer goes to HQ&apos;s pharmacists with Alt A.</source>
        <translation>本店答不上来的，按 Alt A 问总部药师。</translation>
    </message>
    <message>
        <source>No reviewed answer</source>
        <translation>没有审核过的答案</translation>
    </message>
    <message>
        <source>Nothing is guessed here. Ask HQ: the answer appears under “Asked HQ”.</source>
        <translation>这里不猜。请问总部，答复会出现在“已问总部”里。</translation>
    </message>
    <message>
        <source>Nothing published yet</source>
        <translation>总部还没有发布内容</translation>
    </message>
    <message>
        <source>HQ&apos;s reviewed answers come with the next exchange.</source>
        <translation>审核过的答案会随下次同步到达。</translation>
    </message>
    <message>
        <source>Asked %1</source>
        <translation>%1 提问</translation>
    </message>
</context>
<context>
    <name>KnowledgePage</name>
    <message>
        <source>Knowledge</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Ask in words, pinyin or its initials, or part of a name</source>
        <translation>输入问题、拼音或首字母，或名称的一部分</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>审核日期</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>先不了</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>看答案</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>记住了</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>This month %1 of %2 done here · %3 accepted by HQ</source>
        <translation>本月已学 %1/%2 · 总部已认 %3</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The question goes to HQ.</source>
        <translation>问题会发往总部。</translation>
    </message>
    <message>
        <source>The answer appears under “Asked HQ”.</source>
        <translation>答复会出现在“已问总部”里。</translation>
    </message>
</context>
<context>
    <name>Label</name>
    <message>
        <source>not confirmed yet</source>
        <translation>待总部确认</translation>
    </message>
    <message>
        <source>noted at the desk</source>
        <translation>柜台登记</translation>
    </message>
    <message>
        <source>said by the customer</source>
        <translation>顾客自述</translation>
    </message>
    <message>
        <source>by HQ</source>
        <translation>总部认定</translation>
    </message>
    <message>
        <source>by a rule</source>
        <translation>规则判定</translation>
    </message>
    <message>
        <source>by a model</source>
        <translation>模型推断</translation>
    </message>
    <message>
        <source>on file; nobody named</source>
        <translation>档案原有，未注明来源</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>自 %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>Label, its pinyin or initials</source>
        <translation>标签名、拼音或首字母</translation>
    </message>
    <message>
        <source>Enter takes the first that fits. One that is on is taken off if staff put it on; those of rules, of HQ and of the customer&apos;s own words stay.</source>
        <translation>回车选第一个。已有的标签，店员加上的再选一次即取下；规则、总部和顾客本人的标签不能在这里取下。</translation>
    </message>
    <message>
        <source>No label here is called so.</source>
        <translation>本店没有这个标签。</translation>
    </message>
    <message>
        <source>on</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Put on</source>
        <translation>加上</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>取下</translation>
    </message>
    <message>
        <source>put on: %1</source>
        <translation>加上标签：%1</translation>
    </message>
    <message>
        <source>taken off: %1</source>
        <translation>取下标签：%1</translation>
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
    <message>
        <source>Mine</source>
        <translation>我的</translation>
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
        <translation>完成 %1</translation>
    </message>
    <message>
        <source>Mine %1</source>
        <translation>我的 %1</translation>
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
        <source>Nothing was handed to you.</source>
        <translation>没有转给您的任务。</translation>
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
    <name>LastCard</name>
    <message>
        <source>What came</source>
        <translation>收到的内容</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Nothing came yet</source>
        <translation>还没有收到</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>乱码</translation>
    </message>
    <message>
        <source>No set-up card</source>
        <translation>不是设置卡</translation>
    </message>
    <message>
        <source>Read: %1</source>
        <translation>已读到：%1</translation>
    </message>
    <message>
        <source>It reads no QR code</source>
        <translation>这把枪读不了二维码</translation>
    </message>
    <message>
        <source>Leave this card out</source>
        <translation>跳过这张卡</translation>
    </message>
</context>
<context>
    <name>LeafletSide</name>
    <message>
        <source>For the customer</source>
        <translation>交给顾客</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>好了</translation>
    </message>
    <message>
        <source>Print all the same</source>
        <translation>仍然打印</translation>
    </message>
    <message>
        <source>Show the code all the same</source>
        <translation>仍然显示二维码</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Nothing has been given out yet.</source>
        <translation>还没有给出任何内容。</translation>
    </message>
    <message>
        <source>The customer&apos;s phone reads it off the screen; nothing is sent.</source>
        <translation>顾客用手机扫屏幕即可看到；不发送任何内容。</translation>
    </message>
    <message>
        <source>Printing.</source>
        <translation>正在打印。</translation>
    </message>
</context>
<context>
    <name>Learned</name>
    <message>
        <source>%1 ms a key</source>
        <translation>每键 %1 毫秒</translation>
    </message>
    <message>
        <source>%1 ms a key (slow)</source>
        <translation>每键 %1 毫秒（偏慢）</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>后缀</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>letters come in the wrong case</source>
        <translation>字母大小写颠倒</translation>
    </message>
    <message>
        <source>keys come twice</source>
        <translation>按键重复</translation>
    </message>
    <message>
        <source>an input method eats letters</source>
        <translation>输入法吃掉字母</translation>
    </message>
    <message>
        <source>none seen</source>
        <translation>未发现</translation>
    </message>
    <message>
        <source>Harm</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab 键</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>向下键</translation>
    </message>
    <message>
        <source>not learned</source>
        <translation>未学到</translation>
    </message>
    <message>
        <source>arrives as it is</source>
        <translation>原样收到</translation>
    </message>
    <message>
        <source>gets lost</source>
        <translation>会丢失</translation>
    </message>
    <message>
        <source>arrives as Ctrl+]</source>
        <translation>以 Ctrl+] 收到</translation>
    </message>
    <message>
        <source>arrives as Alt+029</source>
        <translation>以 Alt+029 收到</translation>
    </message>
    <message>
        <source>arrives as Alt+0</source>
        <translation>以 Alt+0 收到</translation>
    </message>
    <message>
        <source>arrives as the digits 029</source>
        <translation>变成数字 029</translation>
    </message>
    <message>
        <source>arrives as F8</source>
        <translation>以 F8 收到</translation>
    </message>
    <message>
        <source>arrives as %1</source>
        <translation>以 %1 收到</translation>
    </message>
</context>
<context>
    <name>LessonBar</name>
    <message>
        <source>Remember the unknown code as a bar code of %1?</source>
        <translation>把刚才不认识的码记成 %1 的条码吗？</translation>
    </message>
    <message>
        <source>Remember the unknown code as a card of %1?</source>
        <translation>把刚才不认识的码记成 %1 的会员卡吗？</translation>
    </message>
    <message>
        <source>The code of %1 characters that ends in %2; other tills learn it too.</source>
        <translation>这个码 %1 位，末尾 %2；同店其他电脑也会认识它。</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>记住</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>Remembered: the code …%2 is a bar code of %1</source>
        <translation>已记住：码 …%2 是 %1 的条码</translation>
    </message>
    <message>
        <source>Remembered: the code …%2 is a card of %1</source>
        <translation>已记住：码 …%2 是 %1 的会员卡</translation>
    </message>
</context>
<context>
    <name>ListDetail</name>
    <message>
        <source>To the list</source>
        <translation>到列表</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>What the camera sees</source>
        <translation>摄像头画面</translation>
    </message>
    <message>
        <source>Waiting for a picture…</source>
        <translation>正在等待画面…</translation>
    </message>
    <message>
        <source>A payment, insurance or ID code is in view: the picture is not shown.</source>
        <translation>画面里有付款码、医保码或身份证，不显示画面。</translation>
    </message>
    <message>
        <source>Too dark: switch a light on.</source>
        <translation>太暗，请开灯。</translation>
    </message>
    <message>
        <source>It shines: tilt the pack a little.</source>
        <translation>反光，请把药盒稍微倾斜。</translation>
    </message>
    <message>
        <source>Blurred: hold still, or further away.</source>
        <translation>模糊，请拿稳或离远一点。</translation>
    </message>
    <message>
        <source>A code is seen.</source>
        <translation>看到一个码。</translation>
    </message>
    <message>
        <source>Hold a code into the picture.</source>
        <translation>请把码放到画面里。</translation>
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
    <name>Lock</name>
    <message>
        <source>Pharmacist</source>
        <translation>药师</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>店长</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>Nobody is known here yet</source>
        <translation>还没有本店人员的资料</translation>
    </message>
    <message>
        <source>Who is working?</source>
        <translation>谁在用？</translation>
    </message>
    <message>
        <source>%1: your PIN</source>
        <translation>%1，请输入 PIN</translation>
    </message>
    <message>
        <source>%1: scan your badge</source>
        <translation>%1，请扫您的工牌</translation>
    </message>
    <message>
        <source>%1: choose a PIN</source>
        <translation>%1，请选一个 PIN</translation>
    </message>
    <message>
        <source>%1: the same PIN again</source>
        <translation>%1，请再输一次</translation>
    </message>
    <message>
        <source>Which manager is here?</source>
        <translation>哪位店长在场？</translation>
    </message>
    <message>
        <source>%2: your PIN, so that %1 can choose a new one</source>
        <translation>%2，请输入您的 PIN，让%1重新选一个</translation>
    </message>
    <message>
        <source>This till has not heard from HQ who works here. The counter can be opened without signing in; it locks as soon as HQ has said.</source>
        <translation>总部还没有告诉这台机器本店有哪些人。可以先不登录打开柜台；收到人员资料后会自动锁屏。</translation>
    </message>
    <message>
        <source>Looking who works here …</source>
        <translation>正在读取本店人员……</translation>
    </message>
    <message>
        <source>Names or files are about to be shown or saved. The PIN counts for two minutes.</source>
        <translation>接下来会显示姓名或导出文件。输一次 PIN，两分钟内有效。</translation>
    </message>
    <message>
        <source>Scan your badge, or press your number.</source>
        <translation>扫工牌，或按前面的数字。</translation>
    </message>
    <message>
        <source>What you were doing is still here.</source>
        <translation>刚才没做完的都还在。</translation>
    </message>
    <message>
        <source>Your first time at this till. Without the badge a manager can vouch for you.</source>
        <translation>您第一次在这台机器上登录。没带工牌，可以请店长担保。</translation>
    </message>
    <message>
        <source>Six digits that nobody guesses. They stay on this till and are not sent.</source>
        <translation>六位别人猜不到的数字。只留在这台机器上，不上传。</translation>
    </message>
    <message>
        <source>So that a slip of the finger does not lock you out.</source>
        <translation>再输一次，免得手误把自己锁在外面。</translation>
    </message>
    <message>
        <source>It goes on record at HQ.</source>
        <translation>这一步会记录并上报总部。</translation>
    </message>
    <message>
        <source>Unsaved new customers, notes and questions are kept as drafts for 7 days.</source>
        <translation>没存的新顾客、备注和提问，会作为草稿保留 7 天。</translation>
    </message>
    <message>
        <source>No badge: ask a manager</source>
        <translation>没带工牌，找店长</translation>
    </message>
    <message>
        <source>Forgot the PIN</source>
        <translation>忘记 PIN</translation>
    </message>
    <message>
        <source>Do not go on</source>
        <translation>不继续</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>换一个人</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>People of this store</source>
        <translation>本店人员</translation>
    </message>
    <message>
        <source>PIN, six digits</source>
        <translation>PIN，六位数字</translation>
    </message>
    <message>
        <source>Open without signing in</source>
        <translation>先不登录</translation>
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
        <source>Entered in error</source>
        <translation>录错作废</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>恢复原值</translation>
    </message>
    <message>
        <source>Card printed</source>
        <translation>打印会员卡</translation>
    </message>
    <message>
        <source>Contradiction in a file answered</source>
        <translation>回答档案中的矛盾</translation>
    </message>
    <message>
        <source>Answer to a contradiction undone</source>
        <translation>撤销对矛盾的回答</translation>
    </message>
    <message>
        <source>Consent noted</source>
        <translation>记录同意情况</translation>
    </message>
    <message>
        <source>Consent undone</source>
        <translation>撤销同意记录</translation>
    </message>
    <message>
        <source>Customer file opened anew</source>
        <translation>新建顾客档案</translation>
    </message>
    <message>
        <source>Two files are two people</source>
        <translation>确认两份档案是两个人</translation>
    </message>
    <message>
        <source>Two files are one person</source>
        <translation>确认两份档案是同一人</translation>
    </message>
    <message>
        <source>Word on two files undone</source>
        <translation>撤销对两份档案的判断</translation>
    </message>
    <message>
        <source>New customer file taken back</source>
        <translation>撤回新建的顾客档案</translation>
    </message>
    <message>
        <source>Missing field filled in</source>
        <translation>补全档案信息</translation>
    </message>
    <message>
        <source>Missing field undone</source>
        <translation>撤销补全的信息</translation>
    </message>
    <message>
        <source>Label taken off</source>
        <translation>取消标签</translation>
    </message>
    <message>
        <source>Label put on</source>
        <translation>加上标签</translation>
    </message>
    <message>
        <source>Label undone</source>
        <translation>撤销标签操作</translation>
    </message>
    <message>
        <source>Own data saved as a file</source>
        <translation>导出个人信息副本</translation>
    </message>
    <message>
        <source>Request about own data answered</source>
        <translation>答复个人信息请求</translation>
    </message>
    <message>
        <source>Request about own data open again</source>
        <translation>重新打开个人信息请求</translation>
    </message>
    <message>
        <source>Request about own data taken</source>
        <translation>受理个人信息请求</translation>
    </message>
    <message>
        <source>Request about own data withdrawn</source>
        <translation>撤回个人信息请求</translation>
    </message>
    <message>
        <source>Answers of a phone taken over</source>
        <translation>采用手机填写内容</translation>
    </message>
    <message>
        <source>Answers of a phone came in</source>
        <translation>收到手机填写内容</translation>
    </message>
    <message>
        <source>Form given to a phone</source>
        <translation>出示手机填写码</translation>
    </message>
    <message>
        <source>Answers of a phone put away</source>
        <translation>搁置手机填写内容</translation>
    </message>
    <message>
        <source>Answers of a phone undone</source>
        <translation>撤销采用的手机填写内容</translation>
    </message>
    <message>
        <source>Pharmacist agreement signed</source>
        <translation>签订家庭药师协议</translation>
    </message>
    <message>
        <source>Pharmacist agreement undone</source>
        <translation>撤销家庭药师协议</translation>
    </message>
    <message>
        <source>Learning card known</source>
        <translation>学习卡已掌握</translation>
    </message>
    <message>
        <source>Learning card not known yet</source>
        <translation>学习卡未掌握</translation>
    </message>
    <message>
        <source>Code of a pack taught</source>
        <translation>登记药品包装码</translation>
    </message>
    <message>
        <source>Code of a pack undone</source>
        <translation>撤销药品包装码</translation>
    </message>
    <message>
        <source>Complaint recorded</source>
        <translation>记录投诉</translation>
    </message>
    <message>
        <source>Complaint withdrawn</source>
        <translation>撤回投诉</translation>
    </message>
    <message>
        <source>Check-in at an event undone</source>
        <translation>撤销活动签到</translation>
    </message>
    <message>
        <source>Checked in at an event</source>
        <translation>活动签到</translation>
    </message>
    <message>
        <source>Word to HQ given</source>
        <translation>向总部反馈</translation>
    </message>
    <message>
        <source>Follow-up handed over</source>
        <translation>转交随访</translation>
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
        <source>Inspection pack saved as a file</source>
        <translation>导出检查资料</translation>
    </message>
    <message>
        <source>Order number noted for a sale</source>
        <translation>登记销售的订单号</translation>
    </message>
    <message>
        <source>Inspection pack looked at</source>
        <translation>查看检查资料</translation>
    </message>
    <message>
        <source>Order number of a sale undone</source>
        <translation>撤销销售的订单号</translation>
    </message>
    <message>
        <source>Leaflet handed out</source>
        <translation>打印用药说明</translation>
    </message>
    <message>
        <source>Prescription register saved as a file</source>
        <translation>导出处方登记</translation>
    </message>
    <message>
        <source>Who bought for them noted</source>
        <translation>登记代购人</translation>
    </message>
    <message>
        <source>Who bought for them undone</source>
        <translation>撤销代购人登记</translation>
    </message>
    <message>
        <source>Question put to HQ</source>
        <translation>向总部提问</translation>
    </message>
    <message>
        <source>Refill noted</source>
        <translation>登记续购</translation>
    </message>
    <message>
        <source>Form answered</source>
        <translation>填写问卷</translation>
    </message>
    <message>
        <source>Answers to a form put right</source>
        <translation>更正问卷答案</translation>
    </message>
    <message>
        <source>Insurance form saved as a file</source>
        <translation>导出医保表单</translation>
    </message>
    <message>
        <source>Answers to a form undone</source>
        <translation>撤销问卷答案</translation>
    </message>
    <message>
        <source>Reading put right</source>
        <translation>读数已更正</translation>
    </message>
    <message>
        <source>Reading recorded</source>
        <translation>读数已记录</translation>
    </message>
    <message>
        <source>Reading as it was before</source>
        <translation>读数已恢复原值</translation>
    </message>
    <message>
        <source>Reading undone</source>
        <translation>读数已撤销</translation>
    </message>
    <message>
        <source>Reading withdrawn</source>
        <translation>读数已作废</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>Visit note put right</source>
        <translation>到店备注已更正</translation>
    </message>
    <message>
        <source>Visit noted</source>
        <translation>添加到店备注</translation>
    </message>
    <message>
        <source>Visit note as it was before</source>
        <translation>到店备注已恢复原文</translation>
    </message>
    <message>
        <source>Visit note undone</source>
        <translation>撤销到店备注</translation>
    </message>
    <message>
        <source>Visit note withdrawn</source>
        <translation>到店备注已作废</translation>
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
        <source>PIN chosen</source>
        <translation>设置 PIN</translation>
    </message>
    <message>
        <source>PIN reset</source>
        <translation>重置 PIN</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>PIN 输入错误</translation>
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
        <source>Log rescued from a damaged store</source>
        <translation>从损坏的数据库中抢救日志</translation>
    </message>
    <message>
        <source>Damaged store rescued</source>
        <translation>抢救损坏的数据库</translation>
    </message>
    <message>
        <source>Store restored from a backup</source>
        <translation>从备份恢复数据库</translation>
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
        <source>lot %1</source>
        <translation>批号 %1</translation>
    </message>
    <message>
        <source>use by %1</source>
        <translation>有效期至 %1</translation>
    </message>
    <message>
        <source>EXPIRED on %1: do not sell</source>
        <translation>已于 %1 过期，不得销售</translation>
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
        <source>Insured</source>
        <translation>医保可续</translation>
    </message>
    <message>
        <source>Stock here</source>
        <translation>本店库存</translation>
    </message>
    <message>
        <source>%1 noted</source>
        <translation>%1 已登记</translation>
    </message>
    <message>
        <source>First row as last time: Alt R</source>
        <translation>首行照上次续购 Alt R</translation>
    </message>
</context>
<context>
    <name>Member</name>
    <message>
        <source>tier %1</source>
        <translation>%1 级会员</translation>
    </message>
    <message>
        <source>card holds until %1</source>
        <translation>会员卡有效期至 %1</translation>
    </message>
    <message>
        <source>signed by HQ; the file is not at this store</source>
        <translation>总部签发，已核验；档案不在本店</translation>
    </message>
    <message>
        <source>Compare the name. Serve as a member; nothing of the file can be read or noted here.</source>
        <translation>请核对姓名后按会员接待；本店看不到、也不能记录这份档案。</translation>
    </message>
    <message>
        <source>member</source>
        <translation>会员</translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>New customer</source>
        <translation>新顾客建档</translation>
    </message>
    <message>
        <source>Import old data</source>
        <translation>导入旧资料</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Filled in by customers</source>
        <translation>顾客自填</translation>
    </message>
    <message>
        <source>One person twice?</source>
        <translation>疑似同一人</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>The last ones</source>
        <translation>最近的读数</translation>
    </message>
    <message>
        <source>Withdraw %1 of %2</source>
        <translation>作废 %2 的 %1</translation>
    </message>
    <message>
        <source>Put %1 of %2 right</source>
        <translation>更正 %2 的 %1</translation>
    </message>
    <message>
        <source>this till</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>别处</translation>
    </message>
    <message>
        <source>corrected, was %1</source>
        <translation>已更正，原为 %1</translation>
    </message>
    <message>
        <source>from the form %1</source>
        <translation>来自问卷“%1”</translation>
    </message>
    <message>
        <source>It came with the answers to a form and is put right there: Esc, Q, choose the answers, Enter. The reading follows.</source>
        <translation>它来自一份问卷的回答，请在那里更正：Esc、Q，选中那份答卷，按回车；读数会随之更正。</translation>
    </message>
    <message>
        <source>For a mistake, or another customer&apos;s reading. It stays on record and counts no more. ↓ and ↑ choose another.</source>
        <translation>用于录错，或量的是别的顾客。原值保留在记录里，不再计入。↓ ↑ 换一条。</translation>
    </message>
    <message>
        <source>↓ and ↑ choose another. It stays on record; what you type counts instead.</source>
        <translation>↓ ↑ 换一条。原值保留在记录里，以新输入的为准。</translation>
    </message>
    <message>
        <source>Withdraw one</source>
        <translation>作废一条</translation>
    </message>
    <message>
        <source>Leave all</source>
        <translation>都不作废</translation>
    </message>
    <message>
        <source>Put it right instead</source>
        <translation>改为更正</translation>
    </message>
    <message>
        <source>Type a new one</source>
        <translation>录新读数</translation>
    </message>
    <message>
        <source>Put one right</source>
        <translation>更正一条</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>保存更正</translation>
    </message>
    <message>
        <source>%1: withdraw</source>
        <translation>%1：作废</translation>
    </message>
    <message>
        <source>%1: put right</source>
        <translation>%1：更正</translation>
    </message>
    <message>
        <source>Withdrawn: %1</source>
        <translation>已作废：%1</translation>
    </message>
    <message>
        <source>Put right: %1 → %2</source>
        <translation>已更正：%1 → %2</translation>
    </message>
    <message>
        <source>its follow-up was cancelled</source>
        <translation>由它引起的随访已取消</translation>
    </message>
    <message>
        <source>a follow-up stays due %1</source>
        <translation>随访仍在 %1</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message numerus="yes">
        <source>%n follow-up(s)</source>
        <translation>
            <numerusform>%n 项随访</numerusform>
        </translation>
    </message>
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
    <name>Missing</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Complete the file</source>
        <translation>补全档案</translation>
    </message>
    <message>
        <source>Guardian&apos;s consent</source>
        <translation>监护人同意</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏史</translation>
    </message>
    <message>
        <source>Consent to a health file</source>
        <translation>健康档案同意</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>How to reach them</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Under 14 a guardian has to agree (PIPL article 31).</source>
        <translation>未满 14 岁须监护人同意（个人信息保护法 §31）。</translation>
    </message>
    <message>
        <source>Never asked: what must not be given?</source>
        <translation>还没问过：哪些药不能用？</translation>
    </message>
    <message>
        <source>Health data need a yes of their own (PIPL article 29).</source>
        <translation>健康数据须单独同意（个人信息保护法 §29）。</translation>
    </message>
    <message>
        <source>A medicine for it is in use; the file does not say it.</source>
        <translation>在用相关的药，档案里没有这个病。</translation>
    </message>
    <message>
        <source>Doses and risks depend on the age.</source>
        <translation>用量和风险与年龄有关。</translation>
    </message>
    <message>
        <source>Wants to be reminded, and there is no number.</source>
        <translation>已同意提醒，但没有号码。</translation>
    </message>
    <message>
        <source>Some medicines and risks differ by it.</source>
        <translation>部分用药和风险因性别不同。</translation>
    </message>
    <message>
        <source>Wants to be reminded: how best?</source>
        <translation>已同意提醒：哪种方式合适？</translation>
    </message>
    <message>
        <source>Substance, a space, what happened</source>
        <translation>物质 空格 表现</translation>
    </message>
    <message>
        <source>1958-03-09</source>
        <translation>如 1958-03-09</translation>
    </message>
    <message>
        <source>11 digits</source>
        <translation>11 位数字</translation>
    </message>
    <message>
        <source>None known</source>
        <translation>没有已知过敏</translation>
    </message>
    <message>
        <source>Has it</source>
        <translation>有</translation>
    </message>
    <message>
        <source>Has it not</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Phone call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>WeCom</source>
        <translation>企业微信</translation>
    </message>
</context>
<context>
    <name>MissingPart</name>
    <message>
        <source>Fill in now</source>
        <translation>现在填</translation>
    </message>
    <message>
        <source>Not today</source>
        <translation>今天不问</translation>
    </message>
    <message>
        <source>To complete: %1</source>
        <translation>补全档案：%1</translation>
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
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
</context>
<context>
    <name>NoteMending</name>
    <message>
        <source>The last notes</source>
        <translation>最近的备注</translation>
    </message>
    <message>
        <source>Put the note of %1 right</source>
        <translation>更正 %1 的备注</translation>
    </message>
    <message>
        <source>Withdraw the note of %1: %2</source>
        <translation>作废 %1 的备注：%2</translation>
    </message>
    <message>
        <source>Write a new one</source>
        <translation>写新备注</translation>
    </message>
    <message>
        <source>Visit note withdrawn</source>
        <translation>到店备注已作废</translation>
    </message>
    <message>
        <source>Visit note put right</source>
        <translation>到店备注已更正</translation>
    </message>
    <message>
        <source>For a mistake, or what was said of another customer. It stays on record and counts no more. ↓ and ↑ choose another.</source>
        <translation>用于写错，或说的是别的顾客。原文保留在记录里，不再计入。↓ ↑ 换一条。</translation>
    </message>
    <message>
        <source>↓ and ↑ choose another. It stays on record; what stands here when you save counts instead.</source>
        <translation>↓ ↑ 换一条。原文保留在记录里，以这里保存的为准。</translation>
    </message>
</context>
<context>
    <name>Observation</name>
    <message>
        <source>Asked, and there is none</source>
        <translation>已询问，没有</translation>
    </message>
    <message>
        <source>Answer to a contradiction</source>
        <translation>对矛盾的回答</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>续购</translation>
    </message>
</context>
<context>
    <name>OrderPanel</name>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Scan the receipt&apos;s bar code or type its number. It is linked to the sale that was shown, and can be taken back.</source>
        <translation>扫小票条码或输入号码。会关联到刚才显示的那笔销售，可以撤销。</translation>
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
    <message>
        <source>Handed over</source>
        <translation>已转交</translation>
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
    <name>OwnData</name>
    <message>
        <source>Price of one</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Other names</source>
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
        <source>Level</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>家庭</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>监护人</translation>
    </message>
    <message>
        <source>Best reached</source>
        <translation>联系方式偏好</translation>
    </message>
    <message>
        <source>Best hours</source>
        <translation>方便的时间</translation>
    </message>
    <message>
        <source>Wants no messages</source>
        <translation>不要打扰</translation>
    </message>
    <message>
        <source>Remark of an old table</source>
        <translation>旧表备注</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>病症</translation>
    </message>
    <message>
        <source>taken off</source>
        <translation>已取下</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Sign-ups</source>
        <translation>签约</translation>
    </message>
    <message>
        <source>being served</source>
        <translation>提供服务</translation>
    </message>
    <message>
        <source>spoken</source>
        <translation>口头</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>签字</translation>
    </message>
    <message>
        <source>by a code</source>
        <translation>扫码</translation>
    </message>
    <message>
        <source>at the counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>WeCom</source>
        <translation>企业微信</translation>
    </message>
    <message>
        <source>text message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>reminder to buy again</source>
        <translation>续购提醒</translation>
    </message>
    <message>
        <source>follow-up</source>
        <translation>随访</translation>
    </message>
    <message>
        <source>event</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>offers</source>
        <translation>优惠推送</translation>
    </message>
    <message>
        <source>something they asked for</source>
        <translation>顾客要求的服务</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>已邀请</translation>
    </message>
    <message>
        <source>came</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已了结</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>entered by mistake</source>
        <translation>误登</translation>
    </message>
    <message>
        <source>Card opened</source>
        <translation>打开顾客卡</translation>
    </message>
    <message>
        <source>Name and phone shown</source>
        <translation>显示姓名电话</translation>
    </message>
    <message>
        <source>Inspection pack looked at</source>
        <translation>查看检查资料</translation>
    </message>
    <message>
        <source>Inspection pack saved as a file</source>
        <translation>导出检查资料</translation>
    </message>
    <message>
        <source>Insurance form saved as a file</source>
        <translation>导出医保表格</translation>
    </message>
    <message>
        <source>Card printed</source>
        <translation>打印卡片</translation>
    </message>
    <message>
        <source>A copy of these data saved as a file</source>
        <translation>导出本份资料</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>您的资料</translation>
    </message>
    <message>
        <source>This is what this store&apos;s till holds. HQ may hold more; wordings from before something was put right, and what was begun and not saved, are not in it.</source>
        <translation>这是本店收银台保存的内容。总部可能还有更多；更正前的原话和未保存的草稿不在其中。</translation>
    </message>
    <message>
        <source>Other people in it are masked. Who looked at the file HQ can say.</source>
        <translation>涉及他人的姓名已遮盖。是谁看过资料，可向总部查询。</translation>
    </message>
    <message>
        <source>There are more records than a sheet holds; the newest are here.</source>
        <translation>记录多于一张表能列的数量，这里是最新的。</translation>
    </message>
    <message>
        <source>%1 answers to forms could not be read here.</source>
        <translation>有 %1 份表单的回答在本机读不出。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>On file</source>
        <translation>基本资料</translation>
    </message>
    <message>
        <source>Allergies and conditions</source>
        <translation>过敏与病症</translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation>购药记录</translation>
    </message>
    <message>
        <source>Who bought for you</source>
        <translation>代购记录</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>同意与撤回</translation>
    </message>
    <message>
        <source>Version of the text</source>
        <translation>告知文本版本</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Kept by</source>
        <translation>由谁登记</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>测量与自述</translation>
    </message>
    <message>
        <source>Answers to forms</source>
        <translation>表单回答</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>接待记录</translation>
    </message>
    <message>
        <source>Side effects</source>
        <translation>不良反应</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系记录</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>随访</translation>
    </message>
    <message>
        <source>Pharmacist</source>
        <translation>药师</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>First contacts</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Requests about the data</source>
        <translation>权利请求</translation>
    </message>
    <message>
        <source>Looks at the file</source>
        <translation>查看记录</translation>
    </message>
</context>
<context>
    <name>Pairs</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
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
        <source>Phone ends in</source>
        <translation>手机尾号</translation>
    </message>
    <message>
        <source>Card ends in</source>
        <translation>卡号尾号</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>慢病</translation>
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
        <source>%1: one person. HQ joins the files.</source>
        <translation>%1：是同一人，由总部合并</translation>
    </message>
    <message>
        <source>%1: two people. Not asked again.</source>
        <translation>%1：不是同一人，不再提示</translation>
    </message>
</context>
<context>
    <name>PairsPage</name>
    <message>
        <source>One person twice?</source>
        <translation>疑似同一人</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相似</translation>
    </message>
    <message>
        <source>Files that look like one person</source>
        <translation>像是同一人的档案</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>是同一人</translation>
    </message>
    <message>
        <source>Two people</source>
        <translation>不是同一人</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>No two files look like one person.</source>
        <translation>没有疑似重复的档案。</translation>
    </message>
    <message>
        <source>Looking through the files…</source>
        <translation>正在比对档案…</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>两份对照</translation>
    </message>
    <message>
        <source>This till joins no files: what you say goes to HQ, which does.</source>
        <translation>本机不合并档案，您的判断会报总部，由总部合并。</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Printed on %1.</source>
        <translation>已在 %1 打印。</translation>
    </message>
    <message>
        <source>No printer is set up: saved to %1.</source>
        <translation>没有打印机，已存到 %1。</translation>
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
    <name>PrescriptionSide</name>
    <message>
        <source>The prescription</source>
        <translation>处方</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>盒数</translation>
    </message>
    <message>
        <source>Medicines of the prescription</source>
        <translation>处方药品</translation>
    </message>
    <message>
        <source>Save workbook</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>sold by %1</source>
        <translation>销售：%1</translation>
    </message>
    <message>
        <source>no customer on the sale</source>
        <translation>销售单无顾客</translation>
    </message>
    <message>
        <source>Bought by: %1</source>
        <translation>代购人：%1</translation>
    </message>
    <message>
        <source>Reading the register…</source>
        <translation>正在读取登记…</translation>
    </message>
    <message>
        <source>No prescription fits</source>
        <translation>没有符合的处方</translation>
    </message>
    <message>
        <source>Try part of the number, of a medicine, of a name, or a month: 2025-11.</source>
        <translation>试试处方号、药名、姓名的一部分，或月份：2025-11。</translation>
    </message>
    <message>
        <source>No prescription yet</source>
        <translation>还没有处方</translation>
    </message>
    <message>
        <source>Sales that name a prescription appear here with the next exchange.</source>
        <translation>带处方号的销售会在下次同步后出现。</translation>
    </message>
</context>
<context>
    <name>PrintSheet</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Set-up cards</source>
        <translation>设置卡</translation>
    </message>
    <message>
        <source>One A4 page, printed in its real size (100 %, “fit to page” off). Scan from the paper; cutting is not needed.</source>
        <translation>一页 A4，按实际大小打印（100%，不要“适合页面”）。直接在纸上扫，不必剪开。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Sent to the printer %1.</source>
        <translation>已发送到打印机 %1。</translation>
    </message>
    <message>
        <source>This computer has no print service (CUPS). Save the PDF and print it elsewhere.</source>
        <translation>这台电脑没有打印服务（CUPS）。请存为 PDF，在别处打印。</translation>
    </message>
    <message>
        <source>No printer is set up. Save the PDF and print it elsewhere.</source>
        <translation>没有设置打印机。请存为 PDF，在别处打印。</translation>
    </message>
    <message>
        <source>Printer: %1</source>
        <translation>打印机：%1</translation>
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
    <name>ProxyPanel</name>
    <message>
        <source>Name of the buyer</source>
        <translation>代购人姓名</translation>
    </message>
    <message>
        <source>Somebody else buys</source>
        <translation>代购</translation>
    </message>
    <message>
        <source>Look at both papers: the buyer&apos;s and the customer&apos;s. Enter says that both were seen. No number of a paper is kept.</source>
        <translation>请查看双方证件：代购人的和顾客本人的。按回车表示都已查看。不保存任何证件号码。</translation>
    </message>
    <message>
        <source>The buyer showed</source>
        <translation>代购人出示</translation>
    </message>
    <message>
        <source>The other one</source>
        <translation>换一个</translation>
    </message>
    <message>
        <source>For the sale that was shown</source>
        <translation>用于刚才显示的那笔销售</translation>
    </message>
    <message>
        <source>For the purchase of now; it is found by its time</source>
        <translation>用于现在这次购药，按时间对应</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Does this fit together?</source>
        <translation>这里对得上吗？</translation>
    </message>
</context>
<context>
    <name>QuestionEditor</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>That was the last question.</source>
        <translation>问完了。</translation>
    </message>
</context>
<context>
    <name>QuestionList</name>
    <message>
        <source>Questions</source>
        <translation>题数</translation>
    </message>
    <message>
        <source>not asked, going by the other answers</source>
        <translation>按其他回答，此题不问</translation>
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
    <message>
        <source>Ask HQ&apos;s pharmacists</source>
        <translation>问总部药师</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>It goes to HQ with the next exchange; no customer is named in it.</source>
        <translation>随下次同步发往总部，不涉及任何顾客。</translation>
    </message>
    <message>
        <source>It goes to HQ with the next exchange, linked to the file of %1.</source>
        <translation>随下次同步发往总部，并关联 %1 的档案。</translation>
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
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>合规</translation>
    </message>
</context>
<context>
    <name>Reach</name>
    <message>
        <source>by phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>by text message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>by WeCom</source>
        <translation>企业微信</translation>
    </message>
    <message>
        <source>in the morning</source>
        <translation>上午</translation>
    </message>
    <message>
        <source>in the afternoon</source>
        <translation>下午</translation>
    </message>
    <message>
        <source>in the evening</source>
        <translation>晚上</translation>
    </message>
    <message>
        <source>Likes: %1</source>
        <translation>宜：%1</translation>
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
    <name>Refill</name>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Break risk over %1 %</source>
        <translation>断药风险 %1 % 以上</translation>
    </message>
    <message>
        <source>Break risk %1 %</source>
        <translation>断药风险 %1 %</translation>
    </message>
    <message>
        <source>usually every %1 d</source>
        <translation>通常 %1 天复购</translation>
    </message>
    <message>
        <source>late %1 of %2 times</source>
        <translation>%2 次中迟 %1 次</translation>
    </message>
    <message>
        <source>Packs, days</source>
        <translation>盒数 天数</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>已购买</translation>
    </message>
    <message>
        <source>Bought, self-paid</source>
        <translation>自费购买</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>要求预留</translation>
    </message>
    <message>
        <source>%1 packs for %2 d</source>
        <translation>%1 盒 · %2 天</translation>
    </message>
    <message>
        <source>No medicine in use: nothing to refill.</source>
        <translation>没有在用药，无可续购。</translation>
    </message>
    <message>
        <source>Last time %1: %2 packs for %3 d.</source>
        <translation>上次 %1：%2 盒，%3 天。</translation>
    </message>
    <message>
        <source>Insured from %1 only: what was bought lasts until then (fund rules §15).</source>
        <translation>医保要到 %1 才可再购：已购的药还没用完（医保基金条例 §15）。</translation>
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
    <name>Related</name>
    <message>
        <source>Reviewed knowledge</source>
        <translation>相关知识</translation>
    </message>
    <message>
        <source>%1 more: F6</source>
        <translation>另有 %1 条 F6</translation>
    </message>
</context>
<context>
    <name>RemoveSheet</name>
    <message>
        <source>This till stops reading it and forgets what set-up learned. Nothing recorded is affected. Set it up again at any time (N).</source>
        <translation>本机不再读它，学到的习惯也会忘记。已有记录不受影响。随时可以重新设置（N）。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>先不动</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>移除 %1？</translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>What was asked, in one line (may stay empty)</source>
        <translation>要求内容，一句话（可不填）</translation>
    </message>
    <message>
        <source>A customer asks for</source>
        <translation>顾客要求</translation>
    </message>
    <message>
        <source>Of %1. It is answered within 15 days; who withdraws is obeyed at once.</source>
        <translation>顾客：%1。15 天内答复；撤回同意立即生效。</translation>
    </message>
</context>
<context>
    <name>RequestSide</name>
    <message>
        <source>The request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>新请求</translation>
    </message>
    <message>
        <source>Save what is on file</source>
        <translation>导出全部资料</translation>
    </message>
    <message>
        <source>E makes a workbook of everything this till holds about the customer.</source>
        <translation>按 E 导出本机保存的这位顾客的全部资料（表格）。</translation>
    </message>
    <message>
        <source>A new one is that of %1.</source>
        <translation>新请求登记给 %1。</translation>
    </message>
    <message>
        <source>For a new one choose the customer first: open the card, or Alt+1.</source>
        <translation>登记新请求前先选顾客：打开顾客卡，或按 Alt+1 选。</translation>
    </message>
    <message>
        <source>No request is waiting</source>
        <translation>没有待处理的请求</translation>
    </message>
    <message>
        <source>No request fits</source>
        <translation>没有符合的请求</translation>
    </message>
    <message>
        <source>No request of %1; choose one of the list to see it</source>
        <translation>%1没有请求；要看别人的请在列表里选</translation>
    </message>
    <message>
        <source>this customer</source>
        <translation>这位顾客</translation>
    </message>
    <message>
        <source>Who asks for a copy, a correction, erasure, or withdraws, is answered within 15 days.</source>
        <translation>顾客要求查阅复制、更正、删除或撤回同意，须在 15 天内答复。</translation>
    </message>
    <message>
        <source>%1 asks for: %2</source>
        <translation>%1 要求：%2</translation>
    </message>
    <message>
        <source>to be answered by %1</source>
        <translation>最晚 %1 答复</translation>
    </message>
    <message>
        <source>Taken down %1 by %2</source>
        <translation>%1 由 %2 登记</translation>
    </message>
    <message>
        <source>answered %1</source>
        <translation>%1 答复</translation>
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
    <name>SaleSide</name>
    <message>
        <source>The pack</source>
        <translation>检查资料</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Drug code</source>
        <translation>药品代码</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>盒数</translation>
    </message>
    <message>
        <source>Prescription</source>
        <translation>处方号</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批号</translation>
    </message>
    <message>
        <source>Medicines of the sale</source>
        <translation>本次药品</translation>
    </message>
    <message>
        <source>Linked to</source>
        <translation>关联系统</translation>
    </message>
    <message>
        <source>Number there</source>
        <translation>对方编号</translation>
    </message>
    <message>
        <source>How</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Ids of other systems</source>
        <translation>外部编号</translation>
    </message>
    <message>
        <source>Nothing was bought in these 18 months.</source>
        <translation>这 18 个月没有购药。</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 to %3 · %n sale(s)</source>
        <translation>
            <numerusform>%1 · %2 至 %3 · %n 笔</numerusform>
        </translation>
    </message>
    <message>
        <source>Without an id: %1</source>
        <translation>缺编号：%1</translation>
    </message>
    <message>
        <source>notes that fit no sale: %1</source>
        <translation>对不上销售的记录：%1</translation>
    </message>
    <message>
        <source>buyers that fit no sale: %1</source>
        <translation>对不上销售的代购：%1</translation>
    </message>
    <message>
        <source>sold by %1</source>
        <translation>销售：%1</translation>
    </message>
    <message>
        <source>Trace codes: %1</source>
        <translation>追溯码：%1</translation>
    </message>
    <message>
        <source>No trace code was reported.</source>
        <translation>没有上报追溯码。</translation>
    </message>
    <message>
        <source>Consultation: %1</source>
        <translation>咨询：%1</translation>
    </message>
    <message>
        <source>none noted</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>noted, without keywords</source>
        <translation>有记录，无关键词</translation>
    </message>
    <message>
        <source>Bought by: %1</source>
        <translation>代购人：%1</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>导出 PDF</translation>
    </message>
    <message>
        <source>Save workbook</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Somebody else buys</source>
        <translation>代购</translation>
    </message>
    <message>
        <source>Other customer</source>
        <translation>换顾客</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>The sale</source>
        <translation>这笔销售</translation>
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
        <source>%1 medicine(s)</source>
        <translation>%1 种药品</translation>
    </message>
    <message>
        <source>%1 answer(s)</source>
        <translation>%1 项答案</translation>
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
    <name>SaveCode</name>
    <message>
        <source>given to somebody</source>
        <translation>已分配</translation>
    </message>
    <message>
        <source>code on the pack</source>
        <translation>包装条码</translation>
    </message>
    <message>
        <source>call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>member card</source>
        <translation>会员卡</translation>
    </message>
    <message>
        <source>wants it</source>
        <translation>有意向</translation>
    </message>
    <message>
        <source>contacted</source>
        <translation>已联系</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>ERP system</source>
        <translation>ERP 系统</translation>
    </message>
    <message>
        <source>family pharmacist</source>
        <translation>家庭药师</translation>
    </message>
    <message>
        <source>an old table</source>
        <translation>旧表</translation>
    </message>
    <message>
        <source>import of old data</source>
        <translation>旧资料导入</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>已流失</translation>
    </message>
    <message>
        <source>offered</source>
        <translation>已介绍</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>扫码</translation>
    </message>
    <message>
        <source>signed up</source>
        <translation>已签约</translation>
    </message>
    <message>
        <source>at the counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>by the time</source>
        <translation>按时间推断</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已联系上</translation>
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
    <name>SearchField</name>
    <message>
        <source>Look up</source>
        <translation>查找</translation>
    </message>
</context>
<context>
    <name>SelfFill</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>慢病</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Date of birth, such as 1958-1-3</source>
        <translation>出生日期，如 1958-1-3</translation>
    </message>
    <message>
        <source>Allergies, with commas between them</source>
        <translation>过敏的药物或食物，用顿号隔开</translation>
    </message>
    <message>
        <source>Do you have …?</source>
        <translation>有没有下列慢病？</translation>
    </message>
    <message>
        <source>Health file: not answered, so health data stays out.</source>
        <translation>健康档案：未作答，健康信息不写入。</translation>
    </message>
    <message>
        <source>Health file: yes, said on the phone.</source>
        <translation>健康档案：顾客已在手机上同意。</translation>
    </message>
    <message>
        <source>Health file: no. Conditions and allergies stay out.</source>
        <translation>健康档案：不同意，慢病和过敏不写入。</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新内容</translation>
    </message>
    <message>
        <source>differs: K keeps the file, T takes the answer</source>
        <translation>与档案不同：K 保留档案，T 采用所填</translation>
    </message>
    <message>
        <source>the answer counts</source>
        <translation>采用所填</translation>
    </message>
    <message>
        <source>the file stays</source>
        <translation>保留档案</translation>
    </message>
    <message>
        <source>Taken over: %1</source>
        <translation>已采用：%1</translation>
    </message>
    <message>
        <source>Let the customer scan this</source>
        <translation>请顾客扫这个码</translation>
    </message>
    <message>
        <source>The customer fills the form in on their own phone; nothing is sent. The code the phone shows then is scanned at this till, on any page. It counts once, for a day.</source>
        <translation>顾客在自己手机上填写，内容不上传。填好后手机显示二维码，用本机在任意页面扫一下即可。只能用一次，当天有效。</translation>
    </message>
    <message>
        <source>Form for their phone</source>
        <translation>手机自填</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>好了</translation>
    </message>
</context>
<context>
    <name>SetUp</name>
    <message>
        <source>left out</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未扫</translation>
    </message>
    <message>
        <source>read, with harm</source>
        <translation>已读，有问题</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>Keeping what was learned…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>All cards are read. Keep it?</source>
        <translation>都扫好了，保存吗？</translation>
    </message>
    <message>
        <source>Scan any card.</source>
        <translation>请扫任意一张卡。</translation>
    </message>
    <message>
        <source>Scan this card</source>
        <translation>请扫这张卡</translation>
    </message>
    <message>
        <source>Listening to %1. If nothing comes, set the scanner to USB-COM or RS-232 by its manual.</source>
        <translation>正在听 %1。如果没有反应，请按说明书把枪设成 USB 虚拟串口或 RS-232。</translation>
    </message>
    <message>
        <source>It beeps and nothing comes? Then it is no keyboard: choose its serial port below.</source>
        <translation>枪响了但没有反应？那它不是键盘式，请在下面选它的串口。</translation>
    </message>
    <message>
        <source>It beeps and nothing comes? Check its cable, or its receiver; a scanner on a serial port shows up here when it is plugged in.</source>
        <translation>枪响了但没有反应？请检查线或接收器；串口式的枪插上后会出现在这里。</translation>
    </message>
    <message>
        <source>Noise at %1 baud. Scan the same card again: it is heard at %2 now.</source>
        <translation>%1 波特率收到的是乱码。请再扫同一张卡，现在用 %2 来听。</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 个字符</translation>
    </message>
    <message>
        <source>%1 ms a key</source>
        <translation>每键 %1 毫秒</translation>
    </message>
    <message>
        <source>ends with: %1</source>
        <translation>结尾：%1</translation>
    </message>
    <message>
        <source>Without an end mark a slow scanner looks like a quick typist. In its manual look for “Suffix” or “Terminator” and scan the code “CR” or “Enter”. Then scan card 1 here again.</source>
        <translation>慢的枪没有结束符，就像打字快的人。请在说明书里找“后缀”“结束符”（Suffix / Terminator），扫“回车”或“CR”那个码，再来这里重扫第 1 张卡。</translation>
    </message>
    <message>
        <source>That was none of the five cards. It was forgotten; scan the card shown.</source>
        <translation>这不是五张设置卡中的一张，内容没有保留；请扫画面上的卡。</translation>
    </message>
    <message>
        <source>The computer stopped for a moment while the card came in, so its speed cannot be trusted. Scan the same card again.</source>
        <translation>读卡时电脑卡了一下，测到的速度不可信。请再扫一次同一张卡。</translation>
    </message>
    <message>
        <source>Only the beginning arrived. Scan the same card again and hold still.</source>
        <translation>只收到开头一段。请再扫同一张卡，拿稳。</translation>
    </message>
    <message>
        <source>Characters got lost, probably in an input method. Switch it to English and scan the card again; if that helps, the till is safe while fields are off it. A serial connection (USB-COM) never has this.</source>
        <translation>有字符丢失，多半是被输入法吃了。请把输入法切到英文再扫一次；如果好了，只要不开中文输入就没问题。改成串口（USB 虚拟串口）就不会有这个问题。</translation>
    </message>
    <message>
        <source>Keys come twice. Codes with a check digit are mended, others are asked for again. Slow the scanner down (“inter-character delay”) or change its cable.</source>
        <translation>按键重复。带校验位的码会自动修正，其他的会请您重扫。请把枪调慢（“字符间延时”），或换一根线。</translation>
    </message>
    <message>
        <source>Capitals come small and small letters come as capitals. Member codes are not affected; set “Caps Lock” to off in the scanner&apos;s manual, and scan the card again.</source>
        <translation>大小写颠倒。会员码不受影响；请按说明书关掉枪的“大写锁定”，再扫这张卡。</translation>
    </message>
    <message>
        <source>The separator gets lost: lot and serial number of a medicine cannot be told apart, so this till does not show them. Set “GS1” or “control characters” (FNC1) to be sent, or use USB-COM.</source>
        <translation>分隔符丢失：药品的批号和序列号分不开，本机就不显示。请按说明书打开 GS1 或控制字符（FNC1）发送，或改用 USB 虚拟串口。</translation>
    </message>
    <message>
        <source>Chinese text does not arrive. Nothing this till reads needs it; a QR code with Chinese in it will be told as unknown.</source>
        <translation>收不到中文。本机要读的码都不含中文；含中文的二维码会提示为未知码。</translation>
    </message>
    <message>
        <source>Arrived whole.</source>
        <translation>完整收到。</translation>
    </message>
    <message>
        <source>An input method takes this scanner&apos;s keys; this till reads them all the same.</source>
        <translation>输入法抢走了这把枪的按键；本机照样能读到。</translation>
    </message>
    <message>
        <source>The separator arrives.</source>
        <translation>分隔符收到了。</translation>
    </message>
    <message>
        <source>Chinese comes as Alt and numbers; this till puts it together.</source>
        <translation>中文以 Alt 加数字收到，本机会拼起来。</translation>
    </message>
    <message>
        <source>No end mark: a code is taken a quarter of a second after its last character. With Enter it is taken at once.</source>
        <translation>没有结束符：最后一个字符之后约四分之一秒才算读完。加上回车就立刻读完。</translation>
    </message>
    <message>
        <source>This scanner is slow, as radio scanners mostly are.</source>
        <translation>这把枪偏慢，无线枪大多如此。</translation>
    </message>
    <message>
        <source>Some signs arrive as others: %1. Set the scanner&apos;s keyboard layout to “US English”, and the computer&apos;s too.</source>
        <translation>有些符号变了：%1。请把枪和电脑的键盘布局都设成“美国英语”。</translation>
    </message>
    <message>
        <source>The separator %1.</source>
        <translation>分隔符%1。</translation>
    </message>
</context>
<context>
    <name>SetUpCards</name>
    <message>
        <source>Open the devices page (F9), press N, and scan the five cards in this order. Print in real size (100 %). A scanner that reads no QR code skips cards 4 and 5.</source>
        <translation>打开设备页（F9），按 N，依次扫下面五张卡。请按实际大小（100%）打印。读不了二维码的枪，跳过第 4、5 张。</translation>
    </message>
    <message>
        <source>Guitai: set up a scanner</source>
        <translation>柜台：设置扫描枪</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Letters and signs</source>
        <translation>字母和符号</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Long code</source>
        <translation>长码</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Shows how the scanner is connected, how fast it is and how a code ends.</source>
        <translation>看出枪怎么连接、速度多快、码的结尾是什么。</translation>
    </message>
    <message>
        <source>Shows whether capitals and signs arrive, and whether an input method eats letters.</source>
        <translation>看出大小写和符号对不对，输入法会不会吃字母。</translation>
    </message>
    <message>
        <source>Shows what becomes of the separator (GS) between lot and serial number on medicine packs.</source>
        <translation>看出药盒上批号和序列号之间的分隔符（GS）收到时变成什么。</translation>
    </message>
    <message>
        <source>As long as a member code: shows whether long codes arrive whole.</source>
        <translation>和会员码一样长，看出长码能不能完整收到。</translation>
    </message>
    <message>
        <source>Shows how Chinese text arrives.</source>
        <translation>看出中文怎么收到。</translation>
    </message>
</context>
<context>
    <name>SetUpPanel</name>
    <message>
        <source>Set up a scanner</source>
        <translation>设置扫描枪</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>What was said, in one line</source>
        <translation>一句话记录</translation>
    </message>
    <message>
        <source>Side effects</source>
        <translation>不良反应</translation>
    </message>
    <message>
        <source>Visit note</source>
        <translation>到店备注</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>先不记</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>血压</translation>
    </message>
    <message>
        <source>Glucose</source>
        <translation>血糖</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Came to an event</source>
        <translation>活动到场</translation>
    </message>
    <message>
        <source>Show the name</source>
        <translation>显示姓名</translation>
    </message>
    <message>
        <source>Somebody else buys</source>
        <translation>代购</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>转交</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Fasting</source>
        <translation>空腹</translation>
    </message>
    <message>
        <source>Not fasting</source>
        <translation>非空腹</translation>
    </message>
    <message>
        <source>Upper and lower, such as 128 82</source>
        <translation>收缩压 舒张压，如 128 82</translation>
    </message>
    <message>
        <source>6.8; mg/dL is converted</source>
        <translation>如 6.8；mg/dL 自动换算</translation>
    </message>
    <message>
        <source>%1 mg/dL is %2</source>
        <translation>%1 mg/dL 即 %2</translation>
    </message>
    <message>
        <source>beyond no limit, which is not to say normal</source>
        <translation>未到提醒界限，不等于正常</translation>
    </message>
    <message>
        <source>above the usual range</source>
        <translation>偏高</translation>
    </message>
    <message>
        <source>below the usual range</source>
        <translation>偏低</translation>
    </message>
    <message>
        <source>needs a doctor now: check the figure</source>
        <translation>需要立即就医：请核对数值</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>无%1</translation>
    </message>
    <message>
        <source>Recognised: %1</source>
        <translation>识别：%1</translation>
    </message>
    <message>
        <source>Draft of %1, not saved</source>
        <translation>未保存的草稿 %1</translation>
    </message>
    <message>
        <source>Throw this draft away</source>
        <translation>丢弃这份草稿</translation>
    </message>
    <message>
        <source>Answered: %1</source>
        <translation>已回答：%1</translation>
    </message>
    <message>
        <source>Draft thrown away</source>
        <translation>草稿已丢弃</translation>
    </message>
    <message>
        <source>Recorded: %1</source>
        <translation>已记录：%1</translation>
    </message>
    <message>
        <source>What is it about? One key records it.</source>
        <translation>投诉哪方面？按一个键即记录。</translation>
    </message>
    <message>
        <source>To which one? One key records it.</source>
        <translation>哪一场？按数字即记录。</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>续购</translation>
    </message>
    <message>
        <source>Name of the buyer</source>
        <translation>代购人姓名</translation>
    </message>
    <message>
        <source>The buyer showed</source>
        <translation>代购人出示</translation>
    </message>
    <message>
        <source>Look at both papers: the buyer&apos;s and the customer&apos;s. Enter says that both were seen. It goes with the purchase of now. No number of a paper is kept.</source>
        <translation>请查看双方证件：代购人的和顾客本人的。按回车表示都已查看。随本次购药记录。不保存任何证件号码。</translation>
    </message>
    <message>
        <source>Why, in one line (goes along)</source>
        <translation>原因，一句话（一并转交）</translation>
    </message>
    <message>
        <source>Anybody in the store</source>
        <translation>本店任何人</translation>
    </message>
</context>
<context>
    <name>SideEffect</name>
    <message>
        <source>Dizzy</source>
        <translation>头晕</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>乏力</translation>
    </message>
    <message>
        <source>Stomach</source>
        <translation>胃不适</translation>
    </message>
    <message>
        <source>Diarrhoea</source>
        <translation>腹泻</translation>
    </message>
    <message>
        <source>Rash</source>
        <translation>皮疹</translation>
    </message>
    <message>
        <source>Dry cough</source>
        <translation>干咳</translation>
    </message>
    <message>
        <source>Swelling</source>
        <translation>水肿</translation>
    </message>
    <message>
        <source>Low glucose</source>
        <translation>低血糖</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Bleeding</source>
        <translation>出血</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>血压</translation>
    </message>
    <message>
        <source>Chest pain</source>
        <translation>胸痛</translation>
    </message>
    <message>
        <source>Missed doses</source>
        <translation>漏服</translation>
    </message>
    <message>
        <source>Pregnant or nursing</source>
        <translation>怀孕、备孕或哺乳</translation>
    </message>
    <message>
        <source>Bought for somebody else</source>
        <translation>代购</translation>
    </message>
    <message>
        <source>Side effect</source>
        <translation>不良反应</translation>
    </message>
    <message>
        <source>Stopped taking it</source>
        <translation>停药</translation>
    </message>
    <message>
        <source>How to take it</source>
        <translation>用法</translation>
    </message>
</context>
<context>
    <name>SketchView</name>
    <message>
        <source>What is sent of this page</source>
        <translation>会发给总部的画面</translation>
    </message>
</context>
<context>
    <name>SlipSheet</name>
    <message>
        <source>Hold by phone</source>
        <translation>电话预留</translation>
    </message>
    <message>
        <source>Call before the customer leaves: the figure is not live, and only the other store&apos;s word holds it. Nothing is sent and nothing is noted here.</source>
        <translation>请在顾客离店前致电：以上不是实时数量，对方门店口头答应才算留货。本机不发送、不登记。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Had %1, as of %2, %3 sure</source>
        <translation>当时有 %1（%2），可信度 %3</translation>
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
    <message>
        <source>Training, nothing is sent</source>
        <translation>练习机，不上传</translation>
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
    <name>Stock</name>
    <message>
        <source>Is there any?</source>
        <translation>有没有</translation>
    </message>
    <message>
        <source>Short this week</source>
        <translation>本周缺货</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无货</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Here: %1</source>
        <translation>本店：%1</translation>
    </message>
    <message>
        <source>as of %1, %2 ago</source>
        <translation>截至 %1（%2前）</translation>
    </message>
    <message>
        <source>%1 sure of the figure</source>
        <translation>库存数的可信度 %1</translation>
    </message>
    <message>
        <source>Have it held</source>
        <translation>预留</translation>
    </message>
    <message>
        <source>Have it held: %1</source>
        <translation>预留：%1</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>not for this customer</source>
        <translation>此顾客不宜</translation>
    </message>
    <message>
        <source>the same, another pack size</source>
        <translation>同一药品，仅包装规格不同</translation>
    </message>
    <message>
        <source>other choice, the customer decides</source>
        <translation>其他选择，由顾客决定</translation>
    </message>
    <message>
        <source>needs the doctor&apos;s word</source>
        <translation>须经医师同意</translation>
    </message>
    <message>
        <source>Not for %1 without asking the doctor: %2</source>
        <translation>%1 不宜，须先问医师：%2</translation>
    </message>
    <message>
        <source>Nothing in the file of %1 speaks against it, by the allergies noted and HQ&apos;s rules. What nobody noted is not there.</source>
        <translation>按已记过敏和总部规则，%1 的档案里未见不宜。没人记过的不在其中。</translation>
    </message>
    <message>
        <source>insurance class A</source>
        <translation>医保甲类</translation>
    </message>
    <message>
        <source>insurance class B</source>
        <translation>医保乙类</translation>
    </message>
</context>
<context>
    <name>StockDetail</name>
    <message>
        <source>What is said of it</source>
        <translation>查询结果</translation>
    </message>
    <message>
        <source>Stores nearby</source>
        <translation>附近门店</translation>
    </message>
    <message>
        <source>Instead</source>
        <translation>其他选择</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Had</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>路程</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本店</translation>
    </message>
    <message>
        <source>Who decides</source>
        <translation>由谁决定</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>预计用完</translation>
    </message>
    <message>
        <source>Bought last</source>
        <translation>上次购买</translation>
    </message>
    <message>
        <source>Whose own runs out</source>
        <translation>即将用完的顾客</translation>
    </message>
    <message>
        <source>Sure of it</source>
        <translation>库存可信度</translation>
    </message>
    <message>
        <source>HQ has named no store nearby yet.</source>
        <translation>总部还没有下发附近门店。</translation>
    </message>
    <message>
        <source>No store nearby is known to have it: there is none to hold it.</source>
        <translation>附近门店都不知有货，无处可预留。</translation>
    </message>
    <message>
        <source>HQ has named nothing that may stand in for it.</source>
        <translation>其他选择：总部未列出。</translation>
    </message>
    <message>
        <source>%1 chronic customers run out of it within 7 days</source>
        <translation>%1 位慢病顾客 7 天内用完</translation>
    </message>
    <message>
        <source>Here: %1 · they bought %2 packs last time</source>
        <translation>本店：%1 · 他们上次共购 %2 盒</translation>
    </message>
    <message>
        <source>%1 packs</source>
        <translation>%1 盒</translation>
    </message>
    <message>
        <source>Going through this week…</source>
        <translation>正在核对本周……</translation>
    </message>
    <message>
        <source>Nothing is short this week</source>
        <translation>本周不缺货</translation>
    </message>
    <message>
        <source>For everybody whose medicine runs out within 7 days there is enough.</source>
        <translation>7 天内用完药的顾客，本店存货都够。</translation>
    </message>
    <message>
        <source>This week was not gone through</source>
        <translation>本周情况未能核对</translation>
    </message>
    <message>
        <source>It is gone through anew whenever this list is opened.</source>
        <translation>每次打开本列表都会重新核对。</translation>
    </message>
    <message>
        <source>No such medicine</source>
        <translation>没有这种药</translation>
    </message>
    <message>
        <source>Try fewer letters, another name, or scan the package.</source>
        <translation>少输几个字母、换个名称，或扫描药盒。</translation>
    </message>
    <message>
        <source>Looking it up…</source>
        <translation>正在查…</translation>
    </message>
    <message>
        <source>Do you have …?</source>
        <translation>有没有这种药？</translation>
    </message>
    <message>
        <source>Scan a package, or type four pinyin initials and press Enter.</source>
        <translation>扫描药盒，或输入四个拼音首字母后按回车。</translation>
    </message>
</context>
<context>
    <name>StockPage</name>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Scan, or a name, or four pinyin initials: akbt</source>
        <translation>扫码，或输入名称，或四个拼音首字母：akbt</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本店</translation>
    </message>
    <message>
        <source>Medicines</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
        <source>Hand over</source>
        <translation>转交</translation>
    </message>
    <message>
        <source>Wants no reminders: do not call or write; ask when they come.</source>
        <translation>不愿被提醒：不要打电话或发消息，来店时再问。</translation>
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
    <message>
        <source>%1 of %2, + for the next</source>
        <translation>%2 项中的 %1 项，按 + 换</translation>
    </message>
</context>
<context>
    <name>Tier</name>
    <message>
        <source>%1 visits</source>
        <translation>到店 %1 次</translation>
    </message>
    <message>
        <source>for %1 in 12 months</source>
        <translation>12 个月 %1</translation>
    </message>
    <message>
        <source>by HQ</source>
        <translation>总部评定</translation>
    </message>
    <message>
        <source>to A: %1 or %2 visits more</source>
        <translation>距 A 级还差 %1 或到店 %2 次</translation>
    </message>
    <message>
        <source>Service: %1</source>
        <translation>本级服务：%1</translation>
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
        <source>HQ&apos;s rules</source>
        <translation>总部规则</translation>
    </message>
    <message>
        <source>%1 in force</source>
        <translation>%1 条在用</translation>
    </message>
    <message>
        <source>store checked: %1 %</source>
        <translation>正在核对本店：%1 %</translation>
    </message>
    <message>
        <source>%1 looked at</source>
        <translation>已核对 %1 位顾客</translation>
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
        <source>Locked: HQ wants this till back</source>
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
        <source>entered in error, withdrawn</source>
        <translation>录错，已作废</translation>
    </message>
    <message>
        <source>Bought %1 items</source>
        <translation>购药 %1 件</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1至 %2</translation>
    </message>
    <message>
        <source>Follow-up: %1</source>
        <translation>随访：%1</translation>
    </message>
    <message>
        <source>Came to an event</source>
        <translation>活动到场</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>到店</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>续购</translation>
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
    <message>
        <source>Lock, or let somebody else work (F12)</source>
        <translation>锁屏，或换人（F12）</translation>
    </message>
</context>
<context>
    <name>TrainingBanner</name>
    <message>
        <source>Training: everybody here is made up, and nothing is sent to HQ</source>
        <translation>练习机：这里的人和数据都是合成的，什么都不会上传总部</translation>
    </message>
</context>
<context>
    <name>Trend</name>
    <message>
        <source>%1 readings since %2: %3</source>
        <translation>自 %2 起 %1 次：%3</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Last customer:</source>
        <translation>上一位顾客：</translation>
    </message>
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
    <name>Why</name>
    <message>
        <source>Stands here without the card</source>
        <translation>在柜台，没带卡</translation>
    </message>
    <message>
        <source>Is on the phone</source>
        <translation>顾客来电</translation>
    </message>
    <message>
        <source>Is to be called: a task, a medicine</source>
        <translation>要联系：随访、取药</translation>
    </message>
    <message>
        <source>Checks or corrects the file</source>
        <translation>核对或更正资料</translation>
    </message>
    <message>
        <source>Somebody fetches for them</source>
        <translation>家人代办</translation>
    </message>
    <message>
        <source>Asked for their own data</source>
        <translation>本人要求查阅资料</translation>
    </message>
    <message>
        <source>What is the full name needed for? It is noted with your name.</source>
        <translation>为什么要看全名？会连同您的姓名记下。</translation>
    </message>
    <message>
        <source>Do not show it</source>
        <translation>不看了</translation>
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
<context>
    <name>_Sheet</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
</context>
</TS>
