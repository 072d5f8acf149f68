/** For every fault, in Chinese: what happened, what is safe, what to do now. Short, present, no blame. */
import type { FaultCode } from '../../domain/faults.ts';

export interface FaultText {
  readonly what: string;
  readonly safe: string;
  readonly next: string;
}

export const faultsZhCn = {
  credential_wrong: { what: '名称或密码不对', safe: '没有登录，也没有更改任何内容', next: '请核对后再输入一次' },
  not_signed_in: { what: '登录已失效', safe: '已完成的操作都已保存', next: '请重新登录' },
  not_allowed: { what: '此账号不能使用这项功能', safe: '没有更改任何内容', next: '请换用有权限的账号，或联系管理员' },
  too_many_attempts: { what: '尝试次数过多', safe: '账号没有被锁定', next: '请等一分钟再试' },
  request_invalid: { what: '填写的内容不完整', safe: '没有更改任何内容', next: '请检查后再提交' },
  payload_too_large: { what: '设备发来的数据过大', safe: '其他数据照常接收', next: '请检查设备的上报设置' },
  payload_not_json: { what: '设备发来的数据不是 JSON', safe: '原文已留存备查', next: '请检查设备的上报格式' },
  payload_field_invalid: { what: '数据中有字段缺失或类型不对', safe: '原文已留存备查', next: '请核对该字段与设备固件' },
  payload_truncated: { what: '数据不完整，中途断开', safe: '原文已留存备查', next: '请检查设备网络' },
  payload_kind_unknown: { what: '设备型号与数据种类不符', safe: '原文已留存备查', next: '请核对设备的型号配置' },
  channel_unknown: { what: '站点配置里没有这个通道', safe: '原文已留存备查', next: '请在站点文件中补上该通道' },
  reading_implausible: { what: '数值超出合理范围', safe: '没有计入统计', next: '请到现场查看设备' },
  reading_too_old: { what: '数据已超过 24 小时', safe: '没有计入统计', next: '请检查设备时钟与网络' },
  reading_in_future: { what: '数据的时间晚于现在', safe: '没有计入统计', next: '请校准设备时钟' },
  topic_invalid: { what: '设备使用了不属于它的主题', safe: '没有计入统计', next: '请核对设备的主题设置' },
  not_found: { what: '没有找到这个页面或内容', safe: '没有更改任何内容', next: '请返回上一页' },
  device_unknown: { what: '站点里没有这台设备', safe: '没有更改任何内容', next: '请核对设备名称' },
  level_unknown: { what: '站点里没有这一层', safe: '没有更改任何内容', next: '请选择其他楼层' },
  zone_unknown: { what: '站点里没有这个区域', safe: '没有更改任何内容', next: '请选择其他区域' },
  phone_invalid: { what: '这不是手机号码', safe: '没有发送短信', next: '请核对号码' },
  code_wrong: { what: '验证码不对', safe: '积分与资料没有变化', next: '请再输入一次' },
  code_expired: { what: '验证码已过期', safe: '积分与资料没有变化', next: '请重新获取验证码' },
  proof_missing: { what: '还没有验证手机号', safe: '积分没有变化', next: '请先输入验证码' },
  member_unknown: { what: '没有找到这位会员', safe: '没有更改任何内容', next: '请核对号码，或现场入会' },
  gift_unknown: { what: '没有这件礼品', safe: '积分没有变化', next: '请选择其他礼品' },
  gift_sold_out: { what: '这个服务台的礼品已兑完', safe: '积分没有变化', next: '请选择其他服务台或礼品' },
  points_short: { what: '积分还不够', safe: '积分没有变化', next: '请选择其他礼品' },
  tier_too_low: { what: '这件礼品面向更高等级的会员', safe: '积分没有变化', next: '请选择其他礼品' },
  limit_reached: { what: '这件礼品今天已达到兑换上限', safe: '积分没有变化', next: '请明天再来，或选择其他礼品' },
  operation_conflict: { what: '这次操作与之前的记录不一致', safe: '之前的记录保持不变', next: '请从头再来一次' },
  gateway_unreachable: { what: '网络暂时中断', safe: '已保存的内容不会丢失', next: '请稍后再试，系统会自动恢复连接' },
  slip_unreadable: { what: '这不是本商场的兑换券', safe: '没有更改任何内容', next: '请重新扫描，或输入短码' },
  slip_signature_invalid: { what: '兑换券的签名无效', safe: '积分与库存没有变化', next: '请勿交付，并告知主管' },
  desk_missing: { what: '没有选择服务台', safe: '没有更改任何内容', next: '请退出后选择服务台登录' },
  printer_unreachable: { what: '打印机没有应答', safe: '兑换记录已保存', next: '请检查电源与网线' },
  printer_paper_out: { what: '打印机缺纸', safe: '兑换记录已保存', next: '请装纸后再打印' },
  printer_cover_open: { what: '打印机盖没有合上', safe: '兑换记录已保存', next: '请合上机盖后再打印' },
  printer_error: { what: '打印机报告故障', safe: '兑换记录已保存', next: '请重启打印机，仍不行请报修' },
  print_unknown: { what: '打印机没有确认', safe: '兑换记录已保存', next: '请看纸是否已经打出' },
  port_in_use: { what: '端口已被其他程序占用', safe: '数据没有变化', next: '请换一个端口启动' },
  overloaded: { what: '系统正忙', safe: '没有丢失任何内容', next: '请稍后再试' },
  store_failed: { what: '数据没有存上', safe: '这次操作没有生效', next: '请再试一次，仍不行请联系管理员' },
} as const satisfies Record<FaultCode, FaultText>;
