"""Medicines for chronic conditions, as data: common generics with the days a pack lasts.

Names, strengths and usual doses are general knowledge; prices and brands are made up. One line is
`generic|ingredient|unit|form`, indented lines below it are `strength|dose a day|yuan a unit|packs`.
The first ingredients of a condition are the most used ones.
"""

from __future__ import annotations

from typing import Final

T2DM: Final = """
盐酸二甲双胍片|metformin|片|tablet
  0.5 g|2|0.48|20,30,60
  0.25 g|3|0.15|48,100
  0.85 g|2|0.62|20,30
阿卡波糖片|acarbose|片|tablet
  50 mg|3|1.42|30,45
  100 mg|3|2.3|30
格列美脲片|glimepiride|片|tablet
  2 mg|1|1.8|15,30,60
  1 mg|1|1.2|12,30
达格列净片|dapagliflozin|片|tablet
  10 mg|1|4.3|14,28,30
  5 mg|1|3.2|14,28
磷酸西格列汀片|sitagliptin|片|tablet
  100 mg|1|5.1|7,14,28
  50 mg|1|3.4|14,28
格列齐特缓释片|gliclazide|片|tablet
  30 mg|2|0.72|30,60
  60 mg|1|1.3|15,30
盐酸二甲双胍缓释片|metformin|片|tablet
  0.5 g|2|0.6|20,30,60
瑞格列奈片|repaglinide|片|tablet
  1 mg|3|1.1|30,60
  2 mg|3|1.5|30
恩格列净片|empagliflozin|片|tablet
  10 mg|1|4.6|10,30
  25 mg|1|6.2|10,30
维格列汀片|vildagliptin|片|tablet
  50 mg|2|2.6|14,28,56
利格列汀片|linagliptin|片|tablet
  5 mg|1|5.2|7,14,28
盐酸吡格列酮片|pioglitazone|片|tablet
  15 mg|1|1.9|14,28
  30 mg|1|3.1|7,14
格列吡嗪控释片|glipizide|片|tablet
  5 mg|1|1.5|14,28
格列喹酮片|gliquidone|片|tablet
  30 mg|3|0.9|30,60
伏格列波糖片|voglibose|片|tablet
  0.2 mg|3|0.8|30,50
阿卡波糖胶囊|acarbose|粒|capsule
  50 mg|3|1.2|30,45
沙格列汀片|saxagliptin|片|tablet
  5 mg|1|5.4|7,14,28
那格列奈片|nateglinide|片|tablet
  120 mg|3|1.2|24,30
卡格列净片|canagliflozin|片|tablet
  100 mg|1|4.4|10,30
甘精胰岛素注射液|insulin_glargine|支|injection
  3 ml:300 单位|0.07|72|1,2
门冬胰岛素注射液|insulin_aspart|支|injection
  3 ml:300 单位|0.1|62|1,2
"""

HTN: Final = """
苯磺酸氨氯地平片|amlodipine|片|tablet
  5 mg|1|2.24|7,14,28
  10 mg|1|3.3|14,28
缬沙坦胶囊|valsartan|粒|capsule
  80 mg|1|1.9|7,14,28
  160 mg|1|3.1|14,28
硝苯地平控释片|nifedipine|片|tablet
  30 mg|1|3.1|7,14,28
  60 mg|1|4.9|7,14
厄贝沙坦片|irbesartan|片|tablet
  150 mg|1|1.7|7,14,28
  75 mg|1|1.1|14,28
氯沙坦钾片|losartan|片|tablet
  50 mg|1|2.3|7,14,28
  100 mg|1|3.9|7,14,28
琥珀酸美托洛尔缓释片|metoprolol|片|tablet
  47.5 mg|1|1.6|7,14,28
  23.75 mg|1|1.1|14,28
替米沙坦片|telmisartan|片|tablet
  40 mg|1|1.8|7,14,28
  80 mg|1|2.7|7,14,28
苯磺酸左氨氯地平片|levamlodipine|片|tablet
  2.5 mg|1|1.9|7,14,28
  5 mg|1|2.9|14,28
富马酸比索洛尔片|bisoprolol|片|tablet
  5 mg|1|1.8|10,30
  2.5 mg|1|1.2|10,30
缬沙坦氨氯地平片|valsartan_amlodipine|片|tablet
  80 mg/5 mg|1|4.2|7,14,28
厄贝沙坦氢氯噻嗪片|irbesartan_hct|片|tablet
  150 mg/12.5 mg|1|2.5|7,14,28
奥美沙坦酯片|olmesartan|片|tablet
  20 mg|1|3.2|7,14,28
  40 mg|1|4.7|7,14
非洛地平缓释片|felodipine|片|tablet
  5 mg|1|1.9|10,30
  2.5 mg|1|1.3|10,30
硝苯地平缓释片|nifedipine|片|tablet
  20 mg|2|0.42|30,60
  10 mg|2|0.28|30,60
马来酸依那普利片|enalapril|片|tablet
  10 mg|1|0.9|16,32
  5 mg|2|0.6|16,32
盐酸贝那普利片|benazepril|片|tablet
  10 mg|1|2.2|14,28
  5 mg|1|1.5|14,28
培哚普利叔丁胺片|perindopril|片|tablet
  4 mg|1|2.1|10,30
  8 mg|1|3.4|15,30
坎地沙坦酯片|candesartan|片|tablet
  8 mg|1|1.9|14,28
  4 mg|1|1.2|14,28
氯沙坦钾氢氯噻嗪片|losartan_hct|片|tablet
  50 mg/12.5 mg|1|3.2|7,14,28
酒石酸美托洛尔片|metoprolol|片|tablet
  25 mg|2|0.3|20,60
  50 mg|2|0.5|20,60
拉西地平片|lacidipine|片|tablet
  4 mg|1|2.4|7,14,28
吲达帕胺缓释片|indapamide|片|tablet
  1.5 mg|1|1.6|10,30
福辛普利钠片|fosinopril|片|tablet
  10 mg|1|2.3|14,28
雷米普利片|ramipril|片|tablet
  5 mg|1|2.4|7,14,28
沙库巴曲缬沙坦钠片|sacubitril_valsartan|片|tablet
  100 mg|2|4.3|14,28,56
  50 mg|2|2.9|14,28
卡托普利片|captopril|片|tablet
  25 mg|2|0.12|50,100
氢氯噻嗪片|hydrochlorothiazide|片|tablet
  25 mg|1|0.14|50,100
"""

HYPERLIPIDEMIA: Final = """
阿托伐他汀钙片|atorvastatin|片|tablet
  20 mg|1|2.9|7,14,28
  10 mg|1|1.9|7,14,28
  40 mg|1|4.8|7,14
瑞舒伐他汀钙片|rosuvastatin|片|tablet
  10 mg|1|2.6|7,14,28
  5 mg|1|1.7|7,14,28
依折麦布片|ezetimibe|片|tablet
  10 mg|1|3.3|10,28,30
辛伐他汀片|simvastatin|片|tablet
  20 mg|1|1.3|7,14,28
  40 mg|1|2.1|7,14
匹伐他汀钙片|pitavastatin|片|tablet
  2 mg|1|2.8|7,14,28
  1 mg|1|1.8|14,28
非诺贝特胶囊|fenofibrate|粒|capsule
  200 mg|1|2.1|10,20,30
普伐他汀钠片|pravastatin|片|tablet
  20 mg|1|2.5|7,14,28
  40 mg|1|4.1|7,14
氟伐他汀钠缓释片|fluvastatin|片|tablet
  80 mg|1|3.9|7,14,28
血脂康胶囊|xuezhikang|粒|capsule
  0.3 g|4|0.7|24,48,60
"""

CHD: Final = """
阿司匹林肠溶片|aspirin|片|tablet
  100 mg|1|0.52|30,60
  50 mg|1|0.3|30,60
硫酸氢氯吡格雷片|clopidogrel|片|tablet
  75 mg|1|3.1|7,14,28
  25 mg|1|1.3|20,30
单硝酸异山梨酯缓释片|isosorbide|片|tablet
  40 mg|1|1.9|14,24,28
  60 mg|1|2.7|7,14
盐酸曲美他嗪片|trimetazidine|片|tablet
  20 mg|3|0.7|30,45,60
替格瑞洛片|ticagrelor|片|tablet
  90 mg|2|3.9|14,28,56
利伐沙班片|rivaroxaban|片|tablet
  10 mg|1|4.6|5,10,30
  15 mg|1|6.1|7,14
麝香保心丸|shexiang_baoxin|丸|pill
  22.5 mg|6|0.75|42,60
复方丹参滴丸|danshen|丸|pill
  27 mg|30|0.15|150,180
通心络胶囊|tongxinluo|粒|capsule
  0.26 g|9|0.55|60,90
"""

COPD: Final = """
噻托溴铵吸入粉雾剂|tiotropium|粒|inhaler
  18 μg|1|6.2|10,30
布地奈德福莫特罗吸入粉雾剂|budesonide_formoterol|吸|inhaler
  160 μg/4.5 μg|4|2.4|60,120
  320 μg/9 μg|2|4.2|60
沙美特罗替卡松吸入粉雾剂|salmeterol_fluticasone|吸|inhaler
  50 μg/250 μg|2|3.1|28,60
  50 μg/500 μg|2|4|60
茶碱缓释片|theophylline|片|tablet
  0.1 g|2|0.4|24,48
乙酰半胱氨酸片|acetylcysteine|片|tablet
  0.6 g|2|3.2|12,24
"""

ASTHMA: Final = """
孟鲁司特钠片|montelukast|片|tablet
  10 mg|1|4.1|5,10,30
孟鲁司特钠咀嚼片|montelukast|片|tablet
  5 mg|1|4|5,10,30
  4 mg|1|3.8|5,10,30
布地奈德吸入气雾剂|budesonide|吸|inhaler
  200 μg|4|0.6|100,200
硫酸沙丁胺醇吸入气雾剂|salbutamol|吸|inhaler
  100 μg|4|0.13|200
"""

GOUT: Final = """
非布司他片|febuxostat|片|tablet
  40 mg|1|3.8|7,14,28
  20 mg|1|2.2|14,28
  80 mg|1|6|7,14
苯溴马隆片|benzbromarone|片|tablet
  50 mg|1|1.6|10,20,30
别嘌醇片|allopurinol|片|tablet
  0.1 g|2|0.35|30,60,100
碳酸氢钠片|sodium_bicarbonate|片|tablet
  0.5 g|6|0.06|100
秋水仙碱片|colchicine|片|tablet
  0.5 mg|1|0.9|20,30
"""

OSTEOPOROSIS: Final = """
碳酸钙D3片|calcium_d3|片|tablet
  600 mg|1|1|30,60,100
骨化三醇胶丸|calcitriol|粒|capsule
  0.25 μg|2|2.4|10,20,30
阿仑膦酸钠片|alendronate|片|tablet
  70 mg|0.14|26|1,4
阿法骨化醇软胶囊|alfacalcidol|粒|capsule
  0.25 μg|2|1.6|20,30
"""

HYPOTHYROIDISM: Final = """
左甲状腺素钠片|levothyroxine|片|tablet
  50 μg|1|0.34|50,100
  25 μg|1|0.24|100
"""

BPH: Final = """
盐酸坦索罗辛缓释胶囊|tamsulosin|粒|capsule
  0.2 mg|1|4.2|10,14,30
非那雄胺片|finasteride|片|tablet
  5 mg|1|3.9|10,28,30
甲磺酸多沙唑嗪缓释片|doxazosin|片|tablet
  4 mg|1|4.4|10,20
"""

CHRONIC: Final = {
    "htn": HTN,
    "t2dm": T2DM,
    "hyperlipidemia": HYPERLIPIDEMIA,
    "chd": CHD,
    "gout": GOUT,
    "copd": COPD,
    "osteoporosis": OSTEOPOROSIS,
    "bph": BPH,
    "hypothyroidism": HYPOTHYROIDISM,
    "asthma": ASTHMA,
}
"""The table of each condition code."""
