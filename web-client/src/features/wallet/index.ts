export { AddMoney } from './AddMoney';
export { useWallet } from './queries';
export { WalletPage } from './WalletPage';
